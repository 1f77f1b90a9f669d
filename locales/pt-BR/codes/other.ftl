# Todos os outros códigos. Nenhum passo e nenhuma causa usa aqui um valor de um teste, exceto `-here`.

code-other = Outros códigos de erro
    .concluded = Outro código de erro
    .verdict = Outra coisa impede a entrega pelo Office 365.
    .short = outra coisa impede a entrega
    .meaning = O Office 365 tem dificuldade para entregar emails ao servidor local ou ao do parceiro. O próprio texto do erro diz o que é.
    .group-partner = { group-partner }
    .cause-null-mx = O domínio declara, com um registro MX nulo, que não aceita nenhum email.
    .cause-blocklist = O endereço de envio do Office 365 está em uma lista de bloqueio que o servidor consulta.
    .cause-greylisting = O servidor recusa os primeiros contatos por alguns minutos (lista cinza, ou greylisting) e aceita uma tentativa posterior.
    .step-null-mx = Se há um registro MX nulo, roteie para outro nome ou retire-o.
    .step-null-mx-here = Roteie para um nome que não seja { $name }, ou retire o registro MX nulo dele.
    .step-null-mx-why = O nome de um host inteligente é procurado primeiro pelo registro MX; por isso um registro MX nulo também barra os emails para ele.
    .step-destination = Use a informação "Servidor de destino" (Destination server) do erro para examinar o problema no seu próprio ambiente.
    .step-destination-how = Essa informação está nos detalhes da fila e no rastreamento de mensagens. Consulte o log desse servidor no horário da última tentativa.
    .step-connector = Ou altere o conector, se a configuração dele está errada.
