# As perguntas que separam as causas restantes. Os identificadores são os de assets/questions.toml.

questions-open = { $count ->
    [one] { $count } pergunta ajudaria a restringir o diagnóstico: { $key }
   *[other] { $count } perguntas ajudariam a restringir o diagnóstico: { $key }
}
questions-none = Aqui, nenhuma pergunta mudaria as causas ou os passos.
questions-place = Pergunta { $place } de { $count }
questions-follow = { $count ->
    [0] Pelas suas respostas, não resta nada a fazer.
    [one] As causas e os passos seguem as suas respostas: { $count } passo.
   *[other] As causas e os passos seguem as suas respostas: { $count } passos.
}
question-answered = { $question } { $answer }
question-answered-idle = { $question } { $answer } Isso não muda nada aqui.
question-dont-know = Não sei.
report-answers = Respostas dadas
report-questions = Perguntas que restringiriam o diagnóstico
report-answered-by = Para responder às perguntas, acrescente ao comando mxray check: { $options }

question-mailboxes = Ainda há caixas de correio nos seus próprios servidores?
    .why = Se há, o servidor precisa estar acessível. Se não há nenhuma, o Office 365 não deveria enviar mais nada para lá.
    .how = Procure caixas de correio no Exchange Management Shell do seu servidor e, no Office 365, domínios aceitos do tipo "Retransmissão interna" (Internal relay).
    .answer-some = Sim, algumas ou todas.
    .answer-none = Não, todas estão no Office 365.
question-before = Algum email já passou por este conector?
    .why = O que nunca funcionou quase sempre está mal configurado; o que deixou de funcionar quase sempre foi alterado.
    .how = Rastreie mensagens entregues por este conector: Centro de administração do Exchange (EAC) > Fluxo de emails (Mail flow) > Rastreamento de mensagens (Message trace).
    .answer-yes = Sim, antes funcionava.
    .answer-no = Não, o conector é novo ou nunca funcionou.
question-changed = O que mudou pouco antes de o erro começar?
    .why = A última alteração é a causa mais frequente, mesmo quando parece não ter relação com email.
    .how = Pergunte a quem cuida da rede, do DNS e dos servidores e consulte o log de auditoria do locatário.
    .answer-connector = O conector no Office 365.
    .answer-provider = O provedor de internet ou os endereços públicos.
    .answer-certificate = Um certificado.
    .answer-firewall = Um firewall ou as regras dele.
    .answer-mx = Um registro MX ou outro registro DNS.
    .answer-domain = O domínio: o registro, os servidores de nomes ou o DNSSEC.
    .answer-server = O servidor de email: atualização, reinicialização, troca.
    .answer-nothing = Nada de que alguém tenha conhecimento.
question-in-front = O que há à frente do servidor de email?
    .why = Um dispositivo à frente do servidor pode responder no lugar dele, com certificado e regras próprios.
    .how = Compare a saudação que o teste viu com a do próprio servidor e pergunte à equipe de rede.
    .answer-inspecting = Um firewall que inspeciona SMTP.
    .answer-gateway = Um gateway de email, um proxy ou um balanceador de carga.
    .answer-none = Nada disso.
question-how-many = Todas as mensagens enviadas por este conector falham, ou só algumas?
    .why = Se só algumas falham, os servidores ou os caminhos até eles são diferentes. Se todas falham, a causa é uma só.
    .how = Conte as mensagens entregues e as que falharam nos últimos dois dias no rastreamento de mensagens.
    .answer-all = Todas as mensagens.
    .answer-some = Só algumas.
