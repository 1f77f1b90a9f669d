# 450 4.7.320. No step or cause here uses a value of a run, except `-here`.

code-4-7-320 = Certificate validation failed
    .verdict = Office 365 reaches the server and rejects its certificate.
    .short = the certificate is not accepted
    .meaning = Office 365 could not validate the destination's certificate; the details of the error say which way. TLS itself works: only the certificate does not meet what the connector demands.
    .group-partner = { group-partner }
    .cause-expired = The certificate, or one that it needs, has expired: it was not renewed, or the new one is not in use.
    .cause-name = The certificate's subject does not match: it was issued for other names than the connector asks for.
    .cause-invalid = The certificate is no longer valid.
    .cause-incomplete-chain = The server does not send the intermediate certificate, and Office 365 does not fetch it.
    .cause-unknown-issuer = The certificate comes from a private or unknown certificate authority that Office 365 does not trust.
    .cause-self-signed = The certificate is self-signed; nobody vouches for it.
    .cause-inspection = A firewall that inspects SMTP shows a certificate of its own.
    .cause-not-yet-valid = The certificate, or one that it needs, is not valid yet.
    .cause-several-servers = Several servers answer at one address, and they do not have the same certificate.
    .cause-weak = The certificate's key or signature is too weak.
    .cause-revoked = The certificate was revoked by its issuer.
    .cause-malformed = The certificate, or one that it needs, cannot be read, is wrongly signed or is not meant for this use.
    .step-roots = If this machine has no trusted roots, name some.
    .step-roots-here = Name trusted roots with --ca-file, or probe from another machine.
    .step-renew = If it has expired or ends soon, renew the certificate.
    .step-renew-here = Renew the certificate.
    .step-renew-how = Order it with every name the connector asks for, install it, enable it for SMTP and let the receive connector use it.
    .step-renew-why = A new certificate helps only once the server shows it: often the old one stays in use.
    .step-renew-done = A probe sees the new one.
    .step-begin = If it is not valid yet, use the old one until then.
    .step-begin-here = Use another certificate until { $not-before }, or correct the server's clock.
    .step-intermediate = If the chain is incomplete, send the intermediate certificate too.
    .step-intermediate-here = Send the intermediate certificate too.
    .step-intermediate-why = Browsers fetch what is missing, Office 365 does not. So the same certificate may look well elsewhere.
    .step-intermediate-how = Install the intermediate certificate in the store of intermediate certification authorities, or append it to the certificate file, in order, the server's own first.
    .step-new-intermediate = If an intermediate certificate has ended or cannot be used, replace it.
    .step-new-intermediate-here = Replace the intermediate certificate "{ $subject }" that the server sends.
    .step-new-intermediate-why = Intermediate certificates end too. Where the authority kept its key, the server's own certificate needs no renewal.
    .step-new-intermediate-how = Get the current one from the certificate authority, put it in the store of intermediate certification authorities, or in the certificate file behind the server's own, and remove the old one.
    .step-trusted-ca = If it is self-signed or privately issued, use one from a public CA.
    .step-trusted-ca-here = Use a certificate from a public certificate authority.
    .step-trusted-ca-why = This TLS setting accepts only what leads to a root that Office 365 trusts. A setting that accepts any certificate encrypts as well and proves nothing.
    .step-name = If the name is wrong, get a certificate with the right name.
    .step-name-here = Add the name { $wanted } to the certificate.
    .step-name-why = The connector accepts this name only (TlsDomain); the name of the smart host does not count.
    .step-name-how = Order one certificate with all the names, install it, and let the receive connector use it.
    .step-name-done = A probe sees the name.
    .step-tls-domain = Or, if the certificate's name is the right one, correct TlsDomain.
    .step-tls-domain-here =
    { $presented-count ->
        [0] Or, if no name need be checked, change the TLS setting of the connector.
       *[other] Or, if the certificate has the right name ({ $presented }), correct TlsDomain in the connector.
    }
    .step-strong = If it is too weak, use RSA with 2,048 bits and SHA-256.
    .step-strong-here = Replace it by one with RSA 2,048 bits and SHA-256.
    .step-strong-why = SHA-1 certificates have been refused since 2016; no public authority issues such certificates any more.
    .step-replace = If it was revoked or cannot be read, replace it.
    .step-replace-here = Replace the certificate.
    .step-unusual = If mxray cannot judge the certificate, try it in Office 365.
    .step-unusual-here = Validate the connector in Office 365: it alone tells whether it accepts this certificate.
    .step-unusual-why = The certificate is unusual, which is no fault by itself. A usual one (RSA with 2,048 bits and SHA-256, for servers only) leaves no doubt.
    .step-thumbprint = Compare the thumbprint with the certificate on the server.
    .step-thumbprint-here = Compare the thumbprint seen at { $ip } with the server's.
    .step-thumbprint-why = If they differ, a firewall or proxy shows a certificate of its own: mend it there.
    .step-every-server = If several servers answer, install the same certificate on all.
    .step-every-server-here = Install the same certificate on every server behind { $ip }.
    .step-cert-or-connector = Fix the certificate, or the connector's settings, so that the queued messages can be delivered.
    .step-cert-or-connector-done = A probe accepts the certificate, as this connector would.
