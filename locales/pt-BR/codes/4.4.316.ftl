# 450 4.4.316. Nenhum passo e nenhuma causa usa aqui um valor de um teste, exceto `-here`.

code-4-4-316 = Conexão recusada
    .verdict = O Office 365 recebe uma recusa: a porta 25 está fechada, ou algo à frente dela diz não.
    .short = alguém responde que não
    .meaning = O Office 365 recebeu um erro de conexão do destino: a porta 25 está fechada, ou algo à frente dela diz não. Uma recusa vem na hora; o silêncio seria 4.4.315.
    .group-mailboxes-on-premises = Se ainda há caixas de correio nos seus servidores locais
    .group-nothing-on-premises = Se nada mais é entregue nos seus servidores locais
    .group-partner = { group-partner }
    .cause-firewall = Um firewall recusa as conexões vindas dos endereços IP do Office 365.
    .cause-migrated = É proposital: tudo foi migrado para o Office 365 e o sistema de email local foi desligado.
    .cause-not-listening = O serviço de email não está em execução, ou não escuta na porta 25 deste endereço.
    .step-firewall = Deixe os endereços IP do Office 365 chegarem aos seus servidores na porta TCP 25.
    .step-firewall-how = Permita { $ranges } (lista { $list-version } da Microsoft, de { $list-date }).
    .step-firewall-why = Um firewall que deixa esta máquina entrar pode recusar o Office 365, e vice-versa.
    .step-firewall-done = Um teste se conecta, e para o próprio Office 365 a validação do conector tem êxito.
    .step-listener = Se há caixas de correio aqui, verifique se o serviço de email escuta na porta 25.
    .step-listener-here = Verifique se o serviço de email escuta na porta 25 do endereço { $ip }.
    .step-fix-now = No alerta, escolha "Corrigir agora" (Fix now): o Office 365 passa a rejeitar na hora os destinatários inválidos.
    .step-fix-now-why = Cada locatário tem uma cota de destinatários inválidos; quando ela se esgota, os emails comuns também são prejudicados.
    .step-fix-now-how = Portal do Defender > Email e colaboração (Email & collaboration) > Políticas e regras (Policies & rules) > Política de alerta (Alert policy): abra o alerta "As mensagens foram atrasadas" (Messages have been delayed) e escolha "Exibir fila" (View queue).
    .step-connector-off = Ou manualmente, parte 1: desative o conector. Centro de administração do Exchange (EAC) > Fluxo de emails (Mail flow) > Conectores (Connectors): selecione o que tem "Office 365" em De (From) e "Servidor de email da sua organização" (Your organization's email server) em Para (To) e exclua-o, ou edite-o e desmarque "Ativar" (Turn it on).
    .step-connector-off-how = No centro de administração atual, os botões são "Excluir" (Delete) ou "Desabilitar" (Disable), e depois "Confirmar" (Confirm).
    .step-authoritative = Manualmente, parte 2: no domínio aceito ligado ao sistema local, troque o tipo "Retransmissão interna" (Internal relay) por "Autoritativo" (Authoritative).
    .step-authoritative-why = Enquanto ele for "Retransmissão interna" (Internal relay), o Office 365 procura no sistema local os destinatários que não conhece.
    .step-wait = Espere de 30 minutos a 1 hora; depois de uma hora, verifique se o erro desapareceu.
