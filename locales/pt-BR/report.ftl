# O que os relatórios dizem em torno do diagnóstico: títulos, seções e as linhas que dizem onde e quando.

report-title = { $verdict } - { $connector }
report-title-fault = FALHA: { $code }
report-title-healthy = EM ORDEM: nada encontrado que impeça a entrega pelo Office 365
report-title-repaired = CORRIGIDO: o que impedia a entrega pelo Office 365 desapareceu
report-title-warnings = { $count ->
    [one] EM ORDEM, com { $count } aviso: nada encontrado que impeça a entrega pelo Office 365
   *[other] EM ORDEM, com { $count } avisos: nada encontrado que impeça a entrega pelo Office 365
}
report-title-inconclusive = SEM VEREDITO: daqui não se pode saber se o Office 365 consegue entregar emails
report-title-running = AINDA SEM VEREDITO: o teste continua, nada de errado até agora
report-title-stopped = SEM VEREDITO: o teste foi interrompido antes do fim
verdict-stopped = Sem veredito: o teste foi interrompido antes do fim.
report-inconclusive-code = { $article ->
    [other] Se o Office 365 encontrar o mesmo, ele informará outro código de erro.
   *[known] Se o Office 365 encontrar o mesmo, ele informará { $code }.
}
report-provisional = O teste foi interrompido antes do fim, por isso este diagnóstico é provisório.

# $route: smart-host ou mx; $tls: a configuração de TLS; $party: own ou partner.
report-connector = { $named ->
    [yes] Conector: "{ $name }", { $route ->
        [mx] pelos registros MX do domínio { $hosts }
       *[smart-host] { $count ->
            [1] host inteligente { $hosts }
           *[other] hosts inteligentes { $hosts }
        }
    }, porta { $port }, { $party ->
        [partner] organização parceira
       *[own] sua própria organização
    }, TLS: { $tls ->
        [opportunistic] usado se oferecido
        [encryption] exigido, qualquer certificado
        [domain] AC confiável e nome { $tls-domain }
       *[certificate] AC confiável
    }
   *[no] Conector: { $route ->
        [mx] pelos registros MX do domínio { $hosts }
       *[smart-host] { $count ->
            [1] host inteligente { $hosts }
           *[other] hosts inteligentes { $hosts }
        }
    }, porta { $port }, { $party ->
        [partner] organização parceira
       *[own] sua própria organização
    }, TLS: { $tls ->
        [opportunistic] usado se oferecido
        [encryption] exigido, qualquer certificado
        [domain] AC confiável e nome { $tls-domain }
       *[certificate] AC confiável
    }
}
report-reported = { $agreement ->
    [confirmed] Informado: { $line }; confirmado
    [code-fits] Informado: { $line }; o código corresponde; o relatório não informa o motivo
    [other-reason] Informado: { $line }; daqui se vê o mesmo código por outro motivo
    [different] Informado: { $line }; daqui se vê outra coisa
    [not-reproduced] Informado: { $line }; não reproduzido daqui
    [repaired] Informado: { $line }; já corrigido
   *[none] Informado: { $line }
}
report-dropped = { $count ->
    [one] Omitido: { $count } endereço de email que o relatório continha
   *[other] Omitidos: { $count } endereços de email que o relatório continha
}
report-left-out = { $count ->
    [one] { $count } linha não cabe neste relatório e foi omitida. Teste menos hosts inteligentes de cada vez para vê-la.
   *[other] { $count } linhas não cabem neste relatório e foram omitidas. Teste menos hosts inteligentes de cada vez para vê-las.
}
report-redacted = Neste relatório, nomes, endereços, pessoas e impressões digitais foram substituídos por pseudônimos: sempre o mesmo para a mesma coisa. O que é da Microsoft ficou como estava.
report-looked = { $view ->
    [both] Testado: { $at }, a partir da máquina { $host } ({ $ip }), não do Office 365
    [host] Testado: { $at }, a partir da máquina { $host }, não do Office 365
    [ip] Testado: { $at }, a partir do endereço { $ip }, não do Office 365
   *[none] Testado: { $at }, a partir desta máquina, não do Office 365
}

pool-mixed = { $well ->
    [one] { $well } de { $count } endereços aceita emails; por isso algumas mensagens passam e outras esperam. Falhas: { $faults }.
   *[other] { $well } de { $count } endereços aceitam emails; por isso algumas mensagens passam e outras esperam. Falhas: { $faults }.
}
pool-fault = { $stage } - { $fault } ({ $count })

report-seen = Visto
report-age =
    { $days ->
        [0] O relatório é de hoje ({ $at }).
        [one] O relatório tem { $days } dia ({ $at }).
       *[other] O relatório tem { $days } dias ({ $at }).
    }
    .short =
    { $days ->
        [0] de hoje
        [one] de { $days } dia atrás
       *[other] de { $days } dias atrás
    }
reason-means =
    { $count ->
        [0] "{ $word }" corresponde a { $code }. { $text }
        [1] "{ $word }" corresponde a { $code }. { $text }
       *[other] "{ $word }" corresponde a { $code }, por um destes motivos: { $text }
    }
report-means = Significado
report-causes = Causas prováveis
report-elsewhere = Causas prováveis nos outros endereços
other-fault = Em { $addresses }, { $stage }: { $fault }
report-meanwhile = Enquanto isso
report-steps = O que fazer
report-repaired = Antes e depois
another-fault-stands = A falha agora é outra; antes era { $title }.
steps-stand = { $verdict ->
    [inconclusive] Sem veredito desta vez; os passos continuam como antes.
   *[other] Esta máquina não viu de novo a falha anterior; os passos continuam como antes.
}
    .of = { $verdict ->
        [inconclusive] Sem veredito desta vez; os passos continuam como antes, para: { $title }
       *[other] Esta máquina não viu de novo a falha anterior; os passos continuam como antes, para: { $title }
    }
report-earlier = Falhas anteriores
report-ticked = Feito
report-settled = Verificado ou dispensado
report-not-seen = Não visto desta vez
report-unknown = Não visto daqui

way-heading = O caminho, endereço por endereço
way-title = { $named ->
    [yes] O caminho até o endereço { $ip } ({ $host })
   *[no] O caminho até { $ip }
}
way-name = { $state ->
    [fault] FALHA no DNS: { $host }, { $fault }
    [warning] AVISO no DNS: { $host }, { $fault }
   *[skipped] nenhum endereço: { $host }
}
way-left-out = { $count ->
    [one] Mais { $count } endereço não aparece no desenho; ele consta da lista abaixo.
   *[other] Mais { $count } endereços não aparecem no desenho; eles constam da lista abaixo.
}

report-fault = FALHA: { $fact }
report-warning = AVISO: { $fact }
report-detail = { $label }: { $detail }
report-row-fault = { $stage ->
    [connect] FALHA na conexão
    [banner] FALHA na saudação
    [ehlo] FALHA no EHLO
    [starttls] FALHA no STARTTLS
    [handshake] FALHA no handshake TLS
    [certificate] FALHA no certificado
    [ehlo-tls] FALHA no EHLO dentro do TLS
   *[quit] FALHA
}: { $named ->
    [yes] { $ip } ({ $host }), após { $elapsed }
   *[no] { $ip }, após { $elapsed }
}
report-row-warning = { $failed ->
    [yes] { $stage ->
        [connect] AVISO na conexão
        [banner] AVISO na saudação
        [ehlo] AVISO no EHLO
        [starttls] AVISO no STARTTLS
        [handshake] AVISO no handshake TLS
        [certificate] AVISO no certificado
        [ehlo-tls] AVISO no EHLO dentro do TLS
       *[quit] AVISO
    }
   *[no] AVISO
}: { $named ->
    [yes] { $ip } ({ $host }), após { $elapsed }
   *[no] { $ip }, após { $elapsed }
}
report-row-ok = ok: { $named ->
    [yes] { $ip } ({ $host }), { $elapsed }
   *[no] { $ip }, { $elapsed }
}, { $tls ->
    [none] sem TLS
   *[other] TLS { $tls }
}
report-row-stopped = interrompido: { $named ->
    [yes] { $ip } ({ $host }), após { $elapsed }
   *[no] { $ip }, após { $elapsed }
}
report-row-running = ainda em teste: { $named ->
    [yes] { $ip } ({ $host })
   *[no] { $ip }
}
report-row-not-tried = não testado: { $named ->
    [yes] { $ip } ({ $host })
   *[no] { $ip }
}
report-same-certificate = o mesmo certificado
report-chain-of = Enviados pelo endereço { $ip } ({ $host }):
setting-minds =
    { $minds ->
        [name] É a configuração de TLS do conector que recusa o certificado: DomainValidation exige o nome { $tls-domain }; CertificateValidation aceitaria qualquer nome.
        [domain] É a configuração de TLS do conector que recusa o certificado: DomainValidation exige um certificado confiável com o nome { $tls-domain }; EncryptionOnly aceitaria qualquer um.
       *[certificate] É a configuração de TLS do conector que recusa o certificado: CertificateValidation exige um certificado confiável; EncryptionOnly aceitaria qualquer um.
    }
    .short = Recusado pela configuração de TLS: { $setting }.

report-step = { $actor }: { $step }
report-step-since = { $state }, { $at } - { $actor }: { $step }
report-done = Resultado esperado: { $when }
report-explain = Todos os passos em detalhe: mxray explain { $code }
report-compare = Se mesmo assim o Office 365 informar uma falha, compare-a com o que se vê daqui:

# explain
report-expired = Depois que a mensagem expira, o código passa a ser { $code }.
report-lab = Veja na prática: mxray lab { $scenario }
report-situation = A situação
report-codes = Os códigos
report-article = Um código em detalhe: mxray explain CÓDIGO

# read
report-read-found = { $speaker ->
    [exchange-online] O Office 365 informa { $code }
    [exchange-server] Um servidor Exchange informa o que o Office 365 chama de { $code }
    [destination] O servidor de destino responde com o que o Office 365 chama de { $code }
    [mail-server] Um servidor de email registra o que o Office 365 chama de { $code }
   *[unknown] O texto fala do que o Office 365 chama de { $code }
}
report-read-other = { $reported ->
    [none] Esta falha não tem artigo próprio.
   *[code] { $reported } não tem artigo próprio.
}
report-read-told = { $reported ->
    [none] O texto desta falha diz a causa.
   *[code] O texto depois de { $reported } diz a causa.
}
report-read-none = Nenhum erro de entrega deste tipo foi encontrado
report-read-unwrapped = { $reason ->
    [title] A linha diz { $reported }; o título diz { $code }.
    [no-article] A linha diz { $reported }, que pertence ao código { $code }.
   *[detail] A linha diz { $reported }; o detalhe diz { $code }.
}
report-read-facts = O que foi lido
report-read-speaker = { $speaker ->
    [exchange-online] escrito por: Office 365
    [exchange-server] escrito por: um servidor Exchange da organização
    [destination] escrito por: o servidor ao qual o email foi enviado
   *[mail-server] escrito por: outro servidor de email, no log ou na mensagem de devolução dele
}
report-read-direction = { $direction ->
    [outbound] { $speaker ->
        [exchange-online] direção: do Office 365 para um servidor de email
        [exchange-server] direção: de um servidor Exchange da organização para outro servidor de email
       *[other] direção: para um servidor de email
    }
    [inbound] direção: para o Office 365
   *[unknown] direção: o texto não diz
}
report-read-reported = código como está escrito: { $code }
report-read-expired = { $expired ->
    [yes] estado: a mensagem expirou
   *[no] { $speaker ->
        [exchange-online] estado: o Office 365 ainda está tentando
       *[other] estado: o servidor remetente ainda está tentando
    }
}
report-read-server = servidor: { $server }
report-read-detail = detalhe: { $detail }
report-read-expected = nome esperado no certificado: { $name }
report-read-presented = certificado apresentado: { $name }
report-read-thumbprint = impressão digital: { $thumbprint }
report-read-connector = conector: { $name }
report-read-last = última tentativa: { $at }, pelo relógio do remetente
report-read-at = data: { $at }
report-read-until = tentativas até: { $at }
report-read-inner = outros códigos no texto: { $codes }
report-read-text = O texto em que se baseia
report-read-unread = Não entendido, tal como está
report-read-unpublished = Conhecido, sem significado publicado pela Microsoft
report-read-cause = Causa provável
report-read-next = O que fazer
report-read-compare = Teste esse servidor e compare o resultado com o relatório:
report-read-elsewhere = Neste caso, quem envia os emails é outro servidor, e não o Office 365: comece por ele. Verifique se esse servidor resolve o nome, alcança a porta e aceita o certificado. O que o artigo diz dos endereços do Office 365 vale para os endereços desse servidor.
report-read-reply = Leia a própria resposta: o texto depois do código diz o que foi recusado ou o que falhou. Se ela estiver cortada, procure-a por inteiro no log ou na fila do servidor que enviou o email; no Office 365, Get-MessageTraceDetailV2 com Format-List Detail a mostra.
report-read-nothing = Informe o próprio erro: a notificação de falha na entrega, em texto ou como mensagem salva, o último erro da fila ou a linha do log com o código; no Office 365, Get-MessageTraceDetailV2 com Format-List Detail mostra o erro por inteiro.
report-read-nothing-probe = Sem nada disso, teste o próprio servidor de email:
# Causes that an article tells of Office 365 and of a connector, where another server sends.
report-elsewhere-no-such-name = O nome não existe: está escrito errado na configuração de roteamento dos emails, ou o registro dele foi excluído.
report-elsewhere-unavailable = O servidor respondeu que não está disponível, ou não aceita mais conexões por enquanto.
report-elsewhere-no-tls = O servidor remetente exige TLS, e o servidor que responde não o oferece.
report-elsewhere-tls-version = Os dois servidores não têm nenhuma versão de TLS em comum.
report-elsewhere-tls-cipher = Os dois servidores não têm nenhum conjunto de criptografia em comum.
report-elsewhere-client-certificate = O servidor que responde verifica o certificado que o servidor remetente apresenta como cliente e não o aceita.
report-elsewhere-session-tickets = O servidor que responde envia tíquetes de sessão do TLS 1.3 de um modo que o servidor remetente não sabe tratar.
report-elsewhere-blocklist = O endereço do servidor remetente está em uma lista de bloqueio que o servidor que responde consulta.
report-elsewhere-name = A entidade do certificado não corresponde: o certificado foi emitido para nomes diferentes dos que o servidor remetente exige.
report-read-article = Leia o artigo, com todas as causas e todos os passos:
report-read-dropped = { $count ->
    [one] { $count } endereço de email foi visto e não foi guardado.
   *[other] { $count } endereços de email foram vistos e não foram guardados.
}
report-read-more = { $count ->
    [one] O texto contém mais { $count } relatório.
   *[other] O texto contém mais { $count } relatórios.
}

# Addresses of Office 365, and rules for firewalls. A note is one line of comment.
ranges-list = Endereços de onde o Office 365 envia emails para a porta TCP 25 (lista { $version } da Microsoft, de { $date })
ranges-inside = { $ip } é um endereço do Office 365: está no intervalo { $range } (lista { $version } da Microsoft, de { $date }).
ranges-outside = { $ip } não é um endereço do Office 365: nenhum intervalo da lista { $version } da Microsoft, de { $date }, o contém.
rules-note-windows = Execute isto como administrador. Desabilite as regras mais amplas para a porta 25, pois o Windows permite tudo o que qualquer regra permite.
rules-note-nftables = Carregue isto com nft -f. Quem mais precisar chegar à porta 25 desta máquina precisa de uma regra antes da última (drop).
rules-note-iptables = Execute isto como root, e de novo para uma lista mais nova: a cadeia é refeita a cada vez. Quem mais precisar chegar à porta 25 desta máquina precisa de uma regra em INPUT antes da que leva a esta cadeia.
rules-note-cisco-asa = Coloque estas linhas na lista de acesso da interface externa, com o nome dela no lugar de OUTSIDE-IN, antes de qualquer regra mais ampla para a porta 25.
rules-note-fortigate = Se o firewall traduz o endereço do servidor de email, coloque o IP virtual no lugar de "all" e mova esta política para antes das mais amplas para a porta 25.

## Um conector monitorado: uma linha por mudança

watch-now = { $at }  { $place }: agora, { $after }; antes, durante { $span }: { $before }
watch-new = { $at }  { $place }: endereço novo; { $after }
watch-names = os nomes do destino { $target }
watch-address = { $ip } ({ $host })
watch-healthy = ok
watch-not-seen = não visto daqui
watch-absent = fora do DNS
watch-standing-healthy = nada impede a entrega pelo Office 365
watch-standing-fault = falha
watch-standing-inconclusive = sem veredito
watch-blind = { $at }  { $target }: esta máquina não conseguiu testar ({ $fault }). Isso não é uma falha do destino; o que foi visto por último continua valendo.
watch-sighted = { $at }  { $target }: esta máquina voltou a testar, depois de { $span } sem conseguir.
watch-gap = { $at }  { $target }: nada foi testado entre { $from } e { $at }: esta máquina estava suspensa, ou o mxray foi suspenso.
watch-alive = { $at }  { $target }: nenhuma mudança; há { $span }: { $before }
watch-alive-blind = { $at }  { $target }: esta máquina ainda não consegue testar ({ $fault }); antes: { $before }
watch-began = Monitoramento em curso, um teste a cada { $pause }. Cada mudança gera uma linha, e cada hora sem mudança também. Ctrl-C o encerra.
watch-began-slower = Monitoramento em curso, um teste a cada { $pause }: servidores de terceiros não são consultados com mais frequência. Cada mudança gera uma linha, e cada hora sem mudança também. Ctrl-C o encerra.
watch-ended = { $why ->
    [healthy] { $at }  Monitorado durante { $span }: nada mais impede a entrega.
    [time] { $at }  Monitorado durante { $span }: o tempo definido terminou.
   *[stopped] { $at }  Monitorado durante { $span }: interrompido.
}
watch-deadline = { $shorter ->
    [over] A mensagem do relatório, na fila desde { $at } ou antes, volta ao remetente até { $most } (daqui a { $left }); se o locatário definiu { $hours } h, ela já voltou, a não ser que tenha sido entregue.
   *[ahead] A mensagem do relatório, na fila desde { $at } ou antes, volta ao remetente até { $most } (daqui a { $left }); se o locatário definiu { $hours } h, até { $least }.
}
watch-deadline-over = A mensagem do relatório, na fila desde { $at } ou antes, já voltou ao remetente, a não ser que tenha sido entregue.
watch-deadline-stated = { $state ->
    [over] Segundo o relatório, o envio da mensagem foi tentado até { $most }: ela já voltou ao remetente, a não ser que tenha sido entregue.
   *[ahead] Segundo o relatório, o envio da mensagem é tentado até { $most } (daqui a { $left }); depois, ela volta ao remetente.
}
watch-wait = O que foi marcado como feito às { $at } UTC entra em vigor entre { $least } e { $most } UTC (daqui a { $left }, no máximo); até lá, o erro ainda pode ocorrer.

## Casos

cases-none = Nenhum caso está aberto. O assistente guarda um assim que houver algo a corrigir.
cases-line = { $name }: { $about }
case-deleted = O caso { $id } foi excluído.
case-probes = Testes deste caso
case-letters = Cartas
case-probed = { $count ->
    [0] { $at }: { $state }
    [one] { $at }: { $state }; { $healthy } de { $count } endereço aceitava emails
   *[other] { $healthy ->
        [one] { $at }: { $state }; { $healthy } de { $count } endereços aceitava emails
       *[other] { $at }: { $state }; { $healthy } de { $count } endereços aceitavam emails
    }
}
case-letter = { $at }: destinatário { $actor }, idioma { $lang }

## Dois relatórios lado a lado

compare-title = { $unknown ->
    [0] Novo: { $new }, desapareceu: { $gone }, igual: { $same }, não visto outra vez: { $unseen }
   *[other] Novo: { $new }, desapareceu: { $gone }, igual: { $same }, não visto outra vez: { $unseen }, sem informação anterior: { $unknown }
}
compare-before = Antes: { $at }, visto de { $host }.
compare-after = Depois: { $at }, visto de { $host }.
compare-apart = Os dois relatórios são de conectores diferentes: tratam de servidores diferentes.
compare-blind = O segundo teste não conseguiu examinar tudo o que devia: o que não aparece como novo pode existir mesmo assim.
compare-swapped = O primeiro relatório é o mais recente: o que aparece como novo pode já ter desaparecido, e vice-versa.
compare-reset = A configuração de TLS de um conector não é a mesma nos dois relatórios: o que uma deixa passar, a outra recusa.
compare-new = Novo
compare-gone = Desapareceu
compare-same = Igual a antes
compare-unknown = Sem informação anterior
compare-unseen = Não visto outra vez
compare-place = { $ip ->
    [none] { $host }: { $fault }
   *[ip] { $host }, { $ip }: { $fault }
}
compare-place-untried = { $ip ->
    [none] { $host }: { $fault } (não foi testado de novo)
   *[ip] { $host }, { $ip }: { $fault } (não foi testado de novo)
}
compare-place-unknown = { $ip ->
    [none] { $host }: { $fault } (não foi examinado antes)
   *[ip] { $host }, { $ip }: { $fault } (não foi examinado antes)
}
compare-place-unseen = { $ip ->
    [none] { $host }: { $fault } (o teste parou antes: { $why })
   *[ip] { $host }, { $ip }: { $fault } (o teste parou antes: { $why })
}

# A tabela de todos os conectores. $unsure: os sem veredito.

overview-title = { $count ->
    [one] { $count } conector
   *[other] { $count } conectores
}: { $faults ->
    [0] nenhuma falha
    [one] { $faults } falha
   *[other] { $faults } falhas
}{ $unsure ->
    [0] {""}
   *[other] , { $unsure } sem veredito
}{ $unprobed ->
    [0] {""}
   *[other] , não testados: { $unprobed }
}
overview-head-state = Estado
overview-head-code = Código
overview-head-reason = Motivo
overview-head-connector = Conector
overview-head-host = Leva a
overview-fault = FALHA
overview-warning = aviso
overview-ok = ok
overview-inconclusive = sem veredito
overview-skipped = não testado
overview-unprobed = Não testados
overview-off = desativado
overview-left-out = { $count ->
    [one] { $count } conector sem nenhuma falha vista fica de fora.
   *[other] { $count } conectores sem nenhuma falha vista ficam de fora.
}

## Monitoramento: a linha de um plugin

monitor-fault = { $code } - { $seen }
monitor-title = { $title }{ $warnings ->
    [0] {""}
    [one] , { $warnings } aviso
   *[other] , { $warnings } avisos
}{ $skipped ->
    [0] {""}
   *[other] , não testados: { $skipped }
}
monitor-more = { $count ->
    [one] Mais { $count } linha fica de fora.
   *[other] Mais { $count } linhas ficam de fora.
}
