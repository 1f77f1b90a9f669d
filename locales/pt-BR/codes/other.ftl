# Todos os outros códigos. Nenhum passo e nenhuma causa usa aqui um valor de um teste, exceto `-here`.

code-other = Outros códigos de erro
    .concluded = Outro código de erro
    .verdict = Outra coisa impede a entrega pelo Office 365.
    .short = outra coisa impede a entrega
    .meaning = O Office 365 tem dificuldade para entregar emails ao servidor local ou ao do parceiro. O próprio texto do erro diz o que é.
    .group-partner = { group-partner }
    .cause-null-mx = O domínio declara, com um registro MX nulo, que não aceita nenhum email.
    .cause-blocklist = { cause-blocklist }
    .cause-greylisting = { cause-greylisting }
    .cause-dane = Os registros DANE (TLSA) do destino não correspondem ao certificado dele, ou o DNSSEC dele não é válido.
    .cause-mta-sts = A política MTA-STS do destino não indica os hosts MX dele, ou não corresponde ao certificado deles.
    .step-dane = Se o DANE falha (4.7.321 a 4.7.325), o destino deve publicar registros TLSA que correspondam ao certificado dele.
    .step-dane-how = O registro do próximo certificado (3 1 1) deve ser publicado ao lado do antigo antes da troca; um DNSSEC com defeito também pode aparecer como 4.4.312.
    .step-mta-sts = Se o MTA-STS falha (4.4.8 ou 4.7.5), o destino deve corrigir a própria política ou o próprio certificado.
    .step-mta-sts-how = Cada host MX deve constar no arquivo da política e ter um certificado de uma autoridade pública com o nome dele. Os remetentes guardam uma política antiga até o fim do max_age dela.
    .step-policy-off = Até que o destino corrija isso, desative o DANE ou o MTA-STS em um conector só para ele.
    .step-policy-off-why = Assim os emails passam, mas nada mais distingue o servidor certo de um falso; por isso desfaça a alteração depois.
    .step-null-mx = Se há um registro MX nulo, roteie para outro nome ou retire-o.
    .step-null-mx-here = Roteie para um nome que não seja { $name }, ou retire o registro MX nulo dele.
    .step-null-mx-why = O nome de um host inteligente é procurado primeiro pelo registro MX; por isso um registro MX nulo também barra os emails para ele.
    .step-support = Se daqui está tudo em ordem, pergunte ao suporte da Microsoft o que os servidores dela encontraram.
    .step-destination = Use a informação "Servidor de destino" (Destination server) do erro para examinar o problema no seu próprio ambiente.
    .step-destination-how = Essa informação está nos detalhes da fila e no rastreamento de mensagens. Consulte o log desse servidor no horário da última tentativa.
    .step-connector = Ou altere o conector, se a configuração dele está errada.
