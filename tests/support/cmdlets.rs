//! What other cmdlets than `Get-OutboundConnector` write, as somebody would paste it, and which error says so.

/// The id of the error, and the text.
pub const OTHER_CMDLETS: [(&str, &str); 17] = [
    (
        "export-send",
        "AddressSpaces : {SMTP:*;1}\nSmartHosts : {[192.0.2.9]}\nDNSRoutingEnabled : True\nSourceTransportServers : {EX19}",
    ),
    (
        "export-send",
        "\nIdentity         AddressSpaces Enabled\n--------         ------------- -------\nInternet         {SMTP:*;1}    True\n",
    ),
    (
        "export-send",
        "[PS] C:\\Windows\\system32>Get-SendConnector\n\nIdentity                 AddressSpaces    Enabled\n--------                 -------------    -------\nOutbound to Office 365   {SMTP:a.test;1}  True\n",
    ),
    // Smart hosts alone: only what was typed tells them.
    (
        "export-send",
        "PS C:\\> Get-SendConnector | fl Name,SmartHosts\n\n\nName       : To Office 365\nSmartHosts : {mail.contoso.com}\n",
    ),
    (
        "export-send",
        "[PS] C:\\>Get-SendConnector | ft Name,SmartHosts\n\nName     SmartHosts\n----     ----------\nInternet {relay.contoso.com}\n",
    ),
    ("export-send", "Identity AddressSpaces Enabled\nInternet {SMTP:*;1} True"),
    (
        "export-send",
        "\"Name\",\"AddressSpaces\",\"SmartHosts\",\"Enabled\"\n\"Internet\",\"smtp:*;1\",\"mail.contoso.com\",\"True\"\n",
    ),
    (
        "export-send",
        "#TYPE Microsoft.Exchange.Data\n\"Name\";\"DNSRoutingEnabled\";\"TlsAuthLevel\"\n\"Internet\";\"True\";\"\"\n",
    ),
    ("export-send", "[{\"Name\":\"Internet\",\"AddressSpaces\":[\"smtp:*;1\"],\"SmartHosts\":[\"mail.contoso.com\"]}]"),
    (
        "export-send",
        "PS C:\\> Get-SendConnector | ConvertTo-Json\n{\n  \"Name\": \"Internet\",\n  \"SmartHosts\": [\"mail.contoso.com\"]\n}",
    ),
    (
        "export-receive",
        "\nIdentity                      Bindings                Enabled\n--------                      --------                -------\nEX01\\Default Frontend EX01    {[::]:25, 0.0.0.0:25}   True\n",
    ),
    (
        "export-receive",
        "PS> Get-ReceiveConnector | fl\n\nBindings : {[::]:25}\nRemoteIPRanges : {::-ffff::}\nFqdn : a.local",
    ),
    (
        "export-receive",
        "Hello, this is our connector:\n\n[PS] C:\\>get-receiveconnector \"EX01\\Default Frontend EX01\" | fl name,fqdn\n\nName : Default Frontend EX01\nFqdn : mail.contoso.com\n",
    ),
    (
        "export-receive",
        "{\"Name\":\"Default Frontend EX01\",\"Bindings\":[\"[::]:25\"],\"RemoteIPRanges\":[\"0.0.0.0\"]}",
    ),
    (
        "export-inbound",
        "ConnectorType : OnPremises\nSenderDomains : {smtp:*;1}\nRequireTls : True\nTlsSenderCertificateName : mail.contoso.com",
    ),
    (
        "export-inbound",
        "PS C:\\> Get-InboundConnector\n\nName                ConnectorType SenderDomains Enabled\n----                ------------- ------------- -------\nFrom our servers    OnPremises    {smtp:*;1}    True\n",
    ),
    (
        "export-inbound",
        "Name,ConnectorType,SenderDomains,SenderIPAddresses,RequireTls\nFrom us,OnPremises,smtp:*;1,192.0.2.7,True\n",
    ),
];
