# 450 4.7.320. Nenhum passo e nenhuma causa usa aqui um valor de um teste, exceto `-here`.

code-4-7-320 = Falha na validação do certificado
    .verdict = O Office 365 chega ao servidor, mas recusa o certificado dele.
    .short = o certificado não é aceito
    .meaning = O Office 365 não conseguiu validar o certificado do destino; os detalhes do erro dizem por quê. O TLS em si funciona: só o certificado não atende ao que o conector exige.
    .group-partner = { group-partner }
    .cause-expired = O certificado, ou um daqueles de que ele depende, expirou: não foi renovado, ou o novo não está em uso.
    .cause-name = A entidade do certificado não corresponde: ele foi emitido para nomes diferentes dos que o conector exige.
    .cause-invalid = O certificado não é mais válido.
    .cause-incomplete-chain = O servidor não envia o certificado intermediário, e o Office 365 não vai buscá-lo.
    .cause-unknown-issuer = O certificado vem de uma autoridade de certificação privada ou desconhecida, em que o Office 365 não confia.
    .cause-self-signed = É um certificado autoassinado; ninguém responde por ele.
    .cause-inspection = Um firewall que inspeciona SMTP apresenta um certificado próprio.
    .cause-not-yet-valid = O certificado, ou um daqueles de que ele depende, ainda não é válido.
    .cause-several-servers = Vários servidores respondem em um mesmo endereço, e não têm o mesmo certificado.
    .cause-weak = A chave ou a assinatura do certificado é fraca demais.
    .cause-revoked = O certificado foi revogado pelo emissor.
    .cause-malformed = O certificado, ou um daqueles de que ele depende, é ilegível, está mal assinado ou não se destina a este uso.
    .step-roots = Se esta máquina não tem raízes confiáveis, indique algumas.
    .step-roots-here = Indique raízes confiáveis com --ca-file, ou teste a partir de outra máquina.
    .step-renew = Se expirou ou expira em breve, renove o certificado.
    .step-renew-here = Renove o certificado.
    .step-renew-how = Peça-o com todos os nomes que o conector exige, instale-o, habilite-o para SMTP e faça o conector de recebimento usá-lo.
    .step-renew-why = Um certificado novo só ajuda quando o servidor o mostra: muitas vezes o antigo continua em uso.
    .step-renew-done = Um teste vê o certificado novo.
    .step-begin = Se o certificado ainda não é válido, use o antigo até lá.
    .step-begin-here = Use outro certificado até { $not-before }, ou corrija o relógio do servidor.
    .step-intermediate = Se a cadeia de certificados está incompleta, envie também o certificado intermediário.
    .step-intermediate-here = Envie também o certificado intermediário.
    .step-intermediate-why = Os navegadores vão buscar o que falta; o Office 365, não. Por isso o mesmo certificado pode parecer bom em outro lugar.
    .step-intermediate-how = Instale o certificado intermediário no repositório de autoridades de certificação intermediárias, ou acrescente-o ao arquivo do certificado, na ordem, com o do servidor primeiro.
    .step-new-intermediate = Se um certificado intermediário expirou ou é inutilizável, substitua-o.
    .step-new-intermediate-here = Substitua o certificado intermediário "{ $subject }" que o servidor envia.
    .step-new-intermediate-why = Certificados intermediários também expiram. Se a autoridade manteve a chave, o certificado do servidor não precisa ser renovado.
    .step-new-intermediate-how = Peça o atual à autoridade de certificação, coloque-o no repositório de autoridades de certificação intermediárias, ou no arquivo do certificado depois do certificado do servidor, e remova o antigo.
    .step-trusted-ca = Se o certificado é autoassinado ou de uma autoridade privada, use um de uma autoridade pública.
    .step-trusted-ca-here = Use um certificado de uma autoridade de certificação pública.
    .step-trusted-ca-why = Esta configuração de TLS só aceita o que leva a uma raiz em que o Office 365 confia. Uma configuração que aceita qualquer certificado também criptografa, mas não prova nada.
    .step-name = Se o nome está errado, obtenha um certificado com o nome certo.
    .step-name-here = Acrescente o nome { $wanted } ao certificado.
    .step-name-why = O conector só aceita este nome (TlsDomain); o nome do host inteligente não conta.
    .step-name-how = Peça um só certificado com todos os nomes, instale-o e faça o conector de recebimento usá-lo.
    .step-name-done = Um teste vê o nome no certificado.
    .step-tls-domain = Ou, se o nome do certificado é o certo, corrija TlsDomain.
    .step-tls-domain-here =
    { $presented-count ->
        [0] Ou, se nenhum nome precisa ser verificado, mude a configuração de TLS do conector.
       *[other] Ou, se o certificado já traz o nome certo ({ $presented }), corrija TlsDomain no conector.
    }
    .step-strong = Se o certificado é fraco demais, use RSA de 2048 bits e SHA-256.
    .step-strong-here = Troque-o por um certificado RSA de 2048 bits assinado com SHA-256.
    .step-strong-why = Certificados SHA-1 são recusados desde 2016; nenhuma autoridade pública emite mais certificados assim.
    .step-replace = Se o certificado foi revogado ou é ilegível, substitua-o.
    .step-replace-here = Substitua o certificado.
    .step-unusual = Se o mxray não consegue avaliar o certificado, experimente-o no Office 365.
    .step-unusual-here = Valide o conector no Office 365: só ele diz se aceita este certificado.
    .step-unusual-why = O certificado é incomum, o que não é uma falha em si. Um certificado comum (RSA de 2048 bits e SHA-256, só para servidores) não deixa dúvida.
    .step-thumbprint = Compare a impressão digital com o certificado instalado no servidor.
    .step-thumbprint-here = Compare a impressão digital vista no endereço { $ip } com a do servidor.
    .step-thumbprint-why = Se forem diferentes, um firewall ou proxy apresenta um certificado próprio: corrija ali.
    .step-every-server = Se vários servidores respondem, instale o mesmo certificado em todos.
    .step-every-server-here = Instale o mesmo certificado em todos os servidores por trás do endereço { $ip }.
    .step-cert-or-connector = Corrija o certificado, ou as configurações do conector, para permitir a entrega das mensagens em fila.
    .step-cert-or-connector-done = Um teste aceita o certificado, como este conector faria.
