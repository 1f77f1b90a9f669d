# 450 4.4.318. Nenhum passo e nenhuma causa usa aqui um valor de um teste, exceto `-here`.

code-4-4-318 = A conexão foi fechada abruptamente
    .verdict = O Office 365 chega ao servidor, mas a conexão se interrompe no meio.
    .short = interrupção no meio da conversa
    .meaning = O Office 365 tem dificuldade para se comunicar com o ambiente local: a conexão foi estabelecida e depois interrompida ou deixada sem resposta.
    .group-partner = { group-partner }
    .cause-inspection = O firewall tem regras de inspeção de pacotes SMTP que não funcionam corretamente.
    .cause-server-sick = O servidor de email funciona mal (serviços travados ou com falha, poucos recursos do sistema), ultrapassa o tempo limite e fecha a conexão.
    .cause-network = Há problemas de rede entre o ambiente local e o Office 365.
    .cause-tarpit = O servidor atrasa a saudação de propósito, contra spammers.
    .cause-not-smtp = Quem responde nesta porta não é um servidor de email e espera que falem com ele.
    .cause-blocklist = { cause-blocklist }
    .cause-proxy-protocol = { cause-proxy-protocol }
    .cause-ipv6 = { cause-ipv6 }
    .cause-sender-authentication = Falta SPF, DKIM ou DMARC no seu domínio, e o destino corta a conexão de remetentes que não os têm.
    .cause-incident = Há um incidente na Microsoft: o Office 365 corta a conexão com servidores saudáveis.
    .step-sender-authentication = Se só alguns destinos cortam a conexão, verifique o SPF, o DKIM e o DMARC do seu próprio domínio.
    .step-sender-authentication-why = Grandes provedores encerram a sessão de um remetente cuja identidade nada comprova, muitas vezes sem indicar o motivo.
    .step-sender-authentication-how = O SPF deve conter include:spf.protection.outlook.com, o DKIM deve estar habilitado para o seu próprio domínio, e o DMARC precisa de um registro com pelo menos p=none.
    .step-scenario = Descubra qual destes casos se aplica (inspeção do firewall, servidor com defeito, rede) e corrija-o.
    .step-scenario-how = A etapa em que a conexão se interrompe diz quase tudo: antes da saudação, examine o servidor; depois de EHLO ou STARTTLS, o firewall.
    .step-server = Se o servidor interrompe a conexão, verifique os serviços, os recursos e o log de eventos dele.
    .step-server-here = Verifique os serviços, os recursos e o log de eventos do servidor { $ip }.
    .step-server-why = O Exchange fica lento e fecha conexões quando o disco, a memória ou o banco de dados da fila chega ao limite (back pressure).
    .step-tarpit = Se a saudação demora, reduza o atraso.
    .step-tarpit-here = Reduza o atraso antes da saudação do servidor { $ip }.
    .step-tarpit-why = Não está documentado quanto tempo o Office 365 espera; a maioria dos remetentes desiste antes de cinco minutos.
    .step-inspection = Se um firewall inspeciona SMTP, desative essa inspeção e repita o teste.
    .step-inspection-here = Desative a inspeção SMTP no firewall à frente do endereço { $ip } e repita o teste.
    .step-path-mtu = Se só passam pacotes pequenos, deixe o ICMP passar ou reduza o tamanho dos pacotes.
    .step-path-mtu-here = Deixe o ICMP "fragmentation needed" chegar ao servidor { $ip } ou reduza o MTU nele.
    .step-path-mtu-why = Um enlace no caminho aceita pacotes menores do que os do servidor, e o aviso que ele dá é descartado; por isso respostas grandes, como um certificado, se perdem.
    .step-path-mtu-how = Os firewalls precisam deixar passar ICMP tipo 3 código 4 e ICMPv6 "packet too big". Enquanto isso, faça o firewall reduzir o MSS (MSS clamping).
    .step-network-team = Em caso de problemas de rede: peça à equipe de rede que os investigue.
    .step-network-team-how = Dê a ela os endereços e os horários do teste. Pacotes que se perdem quando são grandes (MTU do caminho) também interrompem uma conexão no meio.
