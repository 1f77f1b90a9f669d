# As perguntas sobre um conector: o rótulo e `.help` (o que é), `.why` (por que se pergunta), `.find` (onde se encontra).

## Perguntas

field-name = Nome do conector
    .help = O nome do conector no Exchange Online (opcional)
    .why = Assim os comandos dos passos já saem prontos para colar.
    .find = Get-OutboundConnector | Format-List Name
field-party = De quem é
    .help = De quem é o servidor: ConnectorType no Exchange Online
    .why = Disso depende quem deve agir: você ou o parceiro.
    .find = Get-OutboundConnector | Format-List Name,ConnectorType
field-route = Rota
    .help = Como o Office 365 encontra o servidor: UseMXRecord no Exchange Online
    .why = Um host inteligente é indicado no conector; por MX, o domínio do destinatário leva ao servidor.
    .find = Get-OutboundConnector | Format-List Name,UseMXRecord,SmartHosts
field-smart-host = Host inteligente
    .help = Host inteligente: um nome ou um endereço; vários são separados por vírgulas
    .why = O Office 365 consulta primeiro os registros MX desse nome, depois os endereços do próprio nome.
    .find = Get-OutboundConnector | Format-List Name,SmartHosts
field-domain = Domínio
    .help = O domínio do destinatário: o que vem depois do @ dos endereços
    .why = Os registros MX do domínio dizem quais servidores recebem os emails para ele.
    .find = Get-OutboundConnector | Format-List Name,RecipientDomains
field-tls = Configuração TLS
    .help = O que o conector exige do TLS: TlsSettings no Exchange Online
    .why = O mesmo certificado é aceito por uma configuração e recusado por outra.
    .find = Get-OutboundConnector | Format-List Name,TlsSettings,TlsDomain
field-tls-domain = Nome esperado
    .help = Nome esperado no certificado: TlsDomain no Exchange Online
    .why = O Office 365 compara este nome com os do certificado, não com o host inteligente. O nome pode começar com *. como em *.contoso.com
    .find = Get-OutboundConnector | Format-List Name,TlsSettings,TlsDomain
field-port = Porta
    .help = A porta TCP do servidor
    .why = O Office 365 sempre usa a 25. Outra porta serve só para testes.

## Respostas

choice-party-own = sua organização
choice-party-partner = uma organização parceira
choice-route-smart-host = host inteligente
choice-route-mx = MX do destinatário
choice-tls-opportunistic = se oferecido
choice-tls-encryption = qualquer certificado
choice-tls-certificate = AC confiável
choice-tls-domain = AC confiável e nome
choice-in-exchange = { $choice } ({ $word })
tls-in-exchange = No Exchange: { $words }
optional = (opcional)
not-asked = não comparado com esta configuração
guessed = suposto a partir do relatório
looked-up-as = consultado como { $name }
fix-suggestion = → no fim da linha aceita { $suggestion }

## O que está errado em uma resposta. Curto: fica em uma linha sob o campo.

answer-target = Isto não é um nome nem um endereço.
answer-target-empty = É preciso responder aqui.
answer-target-too-long = O texto passa de { $limit } bytes.
answer-target-too-many = Há mais de { $limit } alvos.
answer-target-url = Isto é um endereço da web, não um nome.
answer-target-mail-address = Isto é um endereço de email, não um nome.
answer-target-cidr = Isto é um intervalo, não um endereço.
answer-target-zone-id = Aqui o endereço não tem zona (%).
answer-target-wildcard = É preciso um host, sem curinga.
answer-target-port = "{ $text }" não é uma porta (de 1 a 65535).
answer-target-ports-differ = Uma só porta, não { $first } e { $second }.
answer-target-not-a-name = É preciso um nome, não um endereço.
answer-target-not-an-address = Parece um endereço, mas não é.
answer-target-character = Nenhum nome contém "{ $character }".
answer-target-space = Há um espaço depois de "{ $before }".
answer-target-empty-label = Dois pontos seguidos, ou um no início.
answer-target-hyphen = Nenhuma parte começa ou termina com hífen.
answer-target-name-too-long = Uma parte passa de 63, ou o nome de 253.
answer-target-idn = Este nome internacional não é permitido.
