# O que vários artigos compartilham: passos, títulos, links e a situação comum a todos os códigos.

step-partner = Entre em contato com o parceiro; o reparo cabe a ele.
    .why = O servidor é dele: do seu lado, só o conector pode ser mudado.
    .how = Envie a ele o que o Office 365 escreveu e o que o mxray viu, com endereços e horários.
    .done = Um teste não encontra mais nada de errado.
step-validate = Valide o conector no Office 365 e depois repita o teste.
    .why = Só o Office 365 vê o que o Office 365 vê. Um teste feito daqui explica isso, mas não o substitui.
    .how = Centro de administração do Exchange (EAC) > Fluxo de emails (Mail flow) > Conectores (Connectors): selecione o conector e escolha "Validar este conector" (Validate this connector), com um endereço do sistema de destino.
    .done = A validação tem êxito, e as mensagens em fila saem sozinhas, a começar pelas mais antigas; ninguém precisa reenviá-las.

group-partner = Se o servidor pertence a um parceiro

flow-own = Um conector normalmente leva emails de uma organização do Office 365 (Exchange Online) aos servidores de email locais dessa mesma organização.
flow-partner = Um conector também pode levar emails do Office 365 a uma organização parceira.
flow-queue = Uma mensagem que não pode ser entregue pelo conector fica em uma fila no Office 365.
flow-retry = O Office 365 faz novas tentativas para cada mensagem: por { $retry-hours } horas desde julho de 2019 (um locatário pode reduzir esse prazo para 12), por { $retry-hours-before } horas segundo o artigo de 2018/2019.
flow-expire = Depois desse prazo, a mensagem expira e volta ao remetente em uma notificação de falha na entrega (NDR, também chamada de mensagem de devolução).
flow-name = Os erros sobre emails que estão na fila ou não foram entregues por um conector, e os alertas sobre eles, chamam-se em conjunto "mail flow intelligence" (inteligência do fluxo de emails).
flow-partner-rule = Para todos os códigos: se o lado com falha é a organização parceira, por exemplo um provedor de nuvem terceirizado, cabe a você entrar em contato com o parceiro.

link-connectors = Conectores, no Centro de administração do Exchange (EAC)
link-accepted-domains = Domínios aceitos, no Centro de administração do Exchange (EAC)
link-message-trace = Rastreamento de mensagens, no Centro de administração do Exchange (EAC)
link-queued-messages = Relatórios de fluxo de emails, com as mensagens em fila
link-alert-policies = Políticas de alerta, no portal do Defender
link-address-ranges = Endereços do Office 365, publicados pela Microsoft
link-mail-flow-intelligence = O artigo "mail flow intelligence"
link-validate-connector = Como validar um conector
link-connectivity-analyzer = Analisador de Conectividade Remota (Remote Connectivity Analyzer)
link-tls-reference = Versões de TLS e conjuntos de criptografia do Office 365

# O que se preenche em um comando, entre sinais de menor e maior.
place-host = nome do host
place-ip = endereço IP
place-connector = conector
place-port = porta
place-tls-domain = nome do certificado
place-presented = nome apresentado
place-domain = domínio
place-server = servidor
place-thumbprint = impressão digital
place-new = nova
place-certificate-cer = certificado.cer
place-accepted-domain = domínio aceito
place-right-name = nome correto
place-right-name-or-address = nome correto ou endereço correto
place-public-name-or-address = nome público ou endereço público
place-public-resolver = resolvedor público
