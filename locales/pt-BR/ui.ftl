# Títulos, rótulos das teclas e o que todas as telas compartilham.

## Durações

duration-ms = { $n } ms
duration-s = { $n } s
duration-min = { $n } min
duration-h = { $n } h

## Teclas: como o rodapé as escreve e o que fazem

key-enter = Enter
key-esc = Esc
key-tab = Tab
key-shift-tab = Shift-Tab
key-move = ↑↓
key-left = ←
key-right = →
key-page = PageDown
key-home = Home
key-space = Espaço
key-r = r
key-w = w
key-f1 = F1
key-f2 = F2
key-f3 = F3
key-f4 = F4
key-slash = /
key-a = a
key-h = h
key-d = d
key-f = f
key-n = n
key-e = e
key-m = m
key-l = l
key-y = y
key-s = s
key-shift-s = S
key-q = q
key-ctrl-c = Ctrl-C
key-ctrl-z = Ctrl-Z
do-open = abrir
do-move = navegar
do-quit = sair
do-help = ajuda
do-close = fechar
do-scroll = rolar
do-back = voltar
do-probe = testar
do-next-field = próximo campo
do-undo = desfazer
do-undo-back = desfazer, voltar
do-next-report = próximo relatório
do-choose = escolher
do-finding = diagnóstico
do-stop = interromper
do-conversation = conversa
do-address = outro endereço
do-probe-again = retestar
do-watch = monitorar
do-questions = responder
do-another-step = outro passo
do-edit-connector = editar o conector
do-lookups = consultas DNS
do-unfold = expandir
do-fold = recolher
do-evidence = prova
do-show-evidence = abrir a prova
do-next-question = próxima pergunta
do-watch-no-more = não monitorar
do-resume = retomar
do-copy = copiar
do-copy-all = copiar tudo
do-copy-commands = copiar
do-save = salvar
do-save-report = salvar relatório
do-save-as = salvar em outro local
do-checklist = passos
do-details = detalhes
do-tick = marcar
do-scroll-step = rolar o passo
do-back-to-table = voltar à tabela
do-practise = praticar
do-another-code = outro código
do-find = procurar
do-scroll-article = rolar
do-back-to-list = voltar à lista
do-done = concluir
do-show-all = mostrar tudo
do-start = começar
do-another-chapter = outro capítulo
do-another-exercise = outro exercício
do-reading = leitura
do-new-line = nova linha
do-scroll-text = rolar o texto
do-answer = responder
do-skip = pular
do-show-seen = o que foi visto
do-hide-seen = ocultar
do-letter = carta
do-copy-letter = copiar carta
do-save-letter = salvar carta
do-file-language = idioma do arquivo
do-replace-names = substituir nomes
do-keep-names = manter nomes
do-letter-language = idioma da carta
do-probe-all = testar todos
do-probe-all-again = retestar todos
do-only-faults = só falhas
do-save-table = salvar a tabela
do-next-exercise = próximo exercício
do-next-connector = próximo conector
do-copy-command = copiar comando
do-to-command = comando
do-to-file = arquivo

## Títulos

title-welcome = Início
title-connector = Conector
title-report = Relatório
title-export = Conectores
title-probe = Teste
title-details = Conversa
title-quiz = Perguntas
title-finding = Diagnóstico
title-checklist = Passos
title-letter = Carta
title-questions = Perguntas
title-codes = Códigos
title-lab = Laboratório

## Rótulos das seções

label-seen = Visto
label-means = Significado
label-causes = Causas
label-meanwhile = Enquanto isso
label-unknown = Não se sabe
label-why = Por quê
label-how = Como
label-done = Esperado
label-see = Ver
label-fix = Corrigir
label-note = Observação
label-find = Onde ver
label-do = O que fazer
label-lab = Praticar
label-title = Título
label-case = Caso
label-task = Tarefa
label-last = Antes
label-chosen = Você escolheu
label-broken = Falha
label-cause = Causa
label-first-step = Primeiro passo
label-read = Lido
label-guessed = Suposto
label-not-read = Não lido

## Mensagens

more-lines = { $count ->
    [one] { $mark } mais { $count } linha
   *[other] { $mark } mais { $count } linhas
}
does-nothing = { $why ->
    [unprobed] Esta tecla não faz nada aqui. Ela funciona com um conector aberto.
    [elsewhere] Esta tecla não faz nada aqui. Ela funciona no diagnóstico e na lista de passos.
    [follows] Esta tecla não faz nada aqui. Ela leva adiante a partir do diagnóstico de uma lista ou de um exercício.
    [letter] Esta tecla não faz nada aqui. Uma carta se abre em um passo da lista.
    [find] Esta tecla não faz nada aqui: não há lista em que procurar.
    [faults] Esta tecla não faz nada aqui: nenhuma lista de conectores foi testada.
    [tick] Esta tecla não faz nada aqui. Os passos são marcados na lista de passos.
    [save] Esta tecla não faz nada aqui: não há o que salvar.
    [copy] Esta tecla não faz nada aqui: não há o que copiar.
    [move] Esta tecla não faz nada aqui: não há para onde ir.
   *[other] Esta tecla não faz nada aqui. F1 mostra as que funcionam.
}
all-is-seen = Tudo já está na tela.
paste-nowhere = Aqui não há onde colar. A tela inicial aceita um relatório.
language-now = Idioma: { $name }
copied = { $count ->
    [one] { $count } linha enviada à área de transferência do terminal.
   *[other] { $count } linhas enviadas à área de transferência do terminal.
}
copied-or-saved = { $count ->
    [one] { $count } linha enviada à área de transferência. Nada a colar? s salva.
   *[other] { $count } linhas enviadas à área de transferência. Nada a colar? s salva.
}
saved = Salvo como { $name }
save-manner = Idioma do arquivo ({ $language-key }): { $language }. Nomes e endereços ({ $names-key }): { $names ->
    [replaced] substituídos
   *[kept] como estão
}.
save-where = Onde salvar o relatório? Uma pasta, ou um arquivo que termine em .txt, .md, .html ou .json. Em branco: a pasta atual.
save-letter-where = Onde salvar a carta? Uma pasta, ou um arquivo que termine em .txt, .md ou .html. Em branco: a pasta atual.
save-table-where = Onde salvar a tabela? Uma pasta, ou um arquivo que termine em .txt, .md, .html ou .csv. Em branco: a pasta atual.
not-saved = { $reason } O relatório continua aqui: s pede outro local.
not-saved-copy = { $reason } O relatório continua aqui: y copia, s pede outro local.
not-saved-table = { $reason } A tabela continua aqui: s pede outro local.
nothing-to-save = Ainda não há o que salvar: nenhum teste foi feito.
quit-unsaved = { $count ->
    [one] { $count } alteração nos passos não foi salva. s a salva e sai, q sai sem salvar, Esc fica aqui.
   *[other] { $count } alterações nos passos não foram salvas. s as salva e sai, q sai sem salvar, Esc fica aqui.
}
leave-unsaved = { $count ->
    [one] { $count } alteração nos passos não foi salva. s a salva e continua, q continua sem salvar, Esc fica aqui.
   *[other] { $count } alterações nos passos não foram salvas. s as salva e continua, q continua sem salvar, Esc fica aqui.
}
quit-unsaved-table = { $count ->
    [one] O resultado de { $count } conector não está em nenhum arquivo. s salva a tabela e sai, q sai sem salvar, Esc fica aqui.
   *[other] Os resultados de { $count } conectores não estão em nenhum arquivo. s salva a tabela e sai, q sai sem salvar, Esc fica aqui.
}
leave-unsaved-table = { $count ->
    [one] O resultado de { $count } conector não está em nenhum arquivo. s salva a tabela e abre a outra lista, q abre a outra lista sem salvar, Esc fica aqui.
   *[other] Os resultados de { $count } conectores não estão em nenhum arquivo. s salva a tabela e abre a outra lista, q abre a outra lista sem salvar, Esc fica aqui.
}
still-probing = { $count ->
    [one] O teste continua: { $done } de { $count } endereço concluído, { $time }
   *[other] O teste continua: { $done } de { $count } endereços concluídos, { $time }
}
still-probing-earlier = Resultado anterior; novo teste: { $done } de { $count }, { $time }
changes-not-saved = { $count ->
    [one] { $count } alteração nos passos não foi salva.
   *[other] { $count } alterações nos passos não foram salvas.
}
another-fault = { $count ->
    [one] A falha agora é outra: { $count } passo da anterior está no fim da lista.
   *[other] A falha agora é outra: { $count } passos da anterior estão no fim da lista.
}
steps-verified = { $count ->
    [one] O teste verificou { $count } passo.
   *[other] O teste verificou { $count } passos.
}
steps-still-seen = { $count ->
    [one] O teste ainda vê o que { $count } passo marcado deveria corrigir.
   *[other] O teste ainda vê o que { $count } passos marcados deveriam corrigir.
}
watched-now = Monitoramento em curso: um teste a cada { $pause }, e um sinal sonoro quando tudo estiver em ordem. w o encerra.
watched-no-more = O monitoramento terminou. O que foi visto fica.
watched-turn = { $at } UTC: agora, { $after }
watched = Monitoramento em curso; último teste às { $at } UTC.
watched-blind = Monitoramento em curso; desde { $at } UTC, esta máquina não consegue testar ({ $fault }). O que foi visto por último continua valendo.
watched-more = { $count ->
    [one] e mais { $count } endereço
   *[other] e mais { $count } endereços
}
stays-verified = Um teste viu a correção: o passo continua verificado.
all-done = Todos os passos estão feitos. r testa de novo e os verifica; s salva um relatório.
nothing-to-do = Não há nada a fazer: nenhuma falha foi encontrada.
no-steps = Ainda não há passos: não foi possível verificar a partir desta máquina. r testa de novo.
no-steps-yet = Ainda não há passos: o teste continua.
no-steps-stopped = Ainda não há passos: o teste foi interrompido. r testa de novo.
nothing-seen-yet = Nada foi visto ainda.
no-address-yet = Nenhum endereço é conhecido: não há conversa para mostrar.
stopped = Interrompido. O que foi visto fica; r testa de novo, Esc volta.
form-left = { $field }: { $error }
form-errors = É preciso corrigir esta resposta primeiro.
nothing-read-yet = Nenhum relatório foi lido ainda.
no-exercise = Não há exercício para este código.

## Início

welcome-question = Os emails do Office 365 não chegam pelo conector. O que você tem em mãos?
welcome-report = O próprio erro
    .about = uma NDR, uma linha da fila, um alerta: cole aqui
welcome-connector = As configurações do conector
    .about = host inteligente ou MX, TLS, de quem é o servidor
welcome-export = Uma exportação de conectores
    .about = Get-OutboundConnector em JSON, CSV ou lista
welcome-code = Um código
    .about = o que significam 4.4.312, 4.7.320 e os outros
welcome-lab = Tempo para praticar
    .about = laboratório: falhas reais, nesta máquina
welcome-what = O mxray procura o destino, conecta-se à porta 25 e lê a saudação, o TLS e o certificado como faz o Office 365. Ele indica o código e monta a lista de passos. Não envia nenhuma mensagem e não pede senha.
welcome-vantage = O mxray testa a partir da máquina { $host } ({ $ip }); o Office 365 parte dos próprios endereços. Onde um firewall pode tratar os dois de forma diferente, o mxray avisa.
welcome-vantage-name = O mxray testa a partir da máquina { $host }; o Office 365 parte dos próprios endereços. Onde um firewall pode tratar os dois de forma diferente, o mxray avisa.
welcome-vantage-address = O mxray testa a partir do endereço { $ip }; o Office 365 parte dos próprios endereços. Onde um firewall pode tratar os dois de forma diferente, o mxray avisa.
welcome-cases = Casos abertos
welcome-more-cases = { $count ->
    [one] Mais { $count } caso: mxray cases lista todos.
   *[other] Mais { $count } casos: mxray cases lista todos.
}
case-some-fault = uma falha
case-state = { $state ->
    [begun] ainda não testado
    [stopped] teste interrompido
    [healthy] em ordem
    [repaired] corrigido
    [inconclusive] sem veredito
   *[fault] { $code ->
        [other] { $fault }
       *[code] { $code }, { $fault }
    }
}
case-steps = { $count ->
    [0] nenhum passo
    [one] { $done } de { $count } passo feito
   *[other] { $done } de { $count } passos feitos
}
case-about = { $state }, { $steps }, { $at }
case-resumed = Caso retomado com o que o teste de { $at } viu. r testa de novo.
case-not-kept = { $reason } Este caso não fica guardado nesta máquina.
case-shared = Este caso também está aberto em outro mxray. O que é anotado em qualquer um deles fica guardado.

## De onde se olha

vantage = Visto da máquina { $host } ({ $ip }), não do Office 365.
vantage-name = Visto da máquina { $host }, não do Office 365.
vantage-address = Visto do endereço { $ip }, não do Office 365.
vantage-long = Visto da máquina { $host } ({ $ip }), não do Office 365: um firewall pode tratar os dois de forma diferente.
vantage-long-name = Visto da máquina { $host }, não do Office 365: um firewall pode tratar os dois de forma diferente.
vantage-long-address = Visto do endereço { $ip }, não do Office 365: um firewall pode tratar os dois de forma diferente.
summary =
    { $route ->
        [mx] MX do domínio { $hosts }
       *[smart-host] Host inteligente
    }, porta { $port }, TLS: { $tls ->
        [opportunistic] se oferecido
        [encryption] qualquer certificado
        [domain] AC confiável e nome { $tls-domain }
       *[certificate] AC confiável
    }
summary-long =
    { $route ->
        [mx] MX do domínio { $hosts }
       *[smart-host] Host inteligente
    }, porta { $port }, { $party ->
        [partner] parceiro
       *[own] sua organização
    }, TLS: { $tls ->
        [opportunistic] se oferecido
        [encryption] qualquer certificado
        [domain] AC confiável e nome { $tls-domain }
       *[certificate] AC confiável
    }

## Teste

so-far = após { $time }
took = em { $time }
stopped-after = interrompido após { $time }
asking-names = Consultando os nomes
nothing-wrong-yet = Nada de errado até agora
witness = { $at }: { $seen }
witness-more = { $at }: { $seen } (+{ $count })
witness-alone = { $seen }
witness-alone-more = { $seen } (+{ $count })
witness-says = { $fault }, { $detail }
open-silent = { $title }, se { $ip } continuar sem resposta.
open-silent-of = { $count ->
    [one] { $title }, se { $ip } continuar sem resposta; um endereço mudo de { $count } seria só um aviso.
   *[other] { $title }, se { $ip } continuar sem resposta; um endereço mudo de { $count } seria só um aviso.
}
open-greeting = { $title }, se { $ip } nunca enviar a saudação.
open-later = { $title }, se { $ip } parar de responder.
wait-dns = sem resposta, ainda há { $left } de { $total }
wait-connect = sem resposta, ainda há { $left } de { $total }
wait-banner = sem saudação, ainda há { $left } de { $total }
wait-ehlo = sem resposta, ainda há { $left } de { $total }
wait-starttls = sem resposta, ainda há { $left } de { $total }
wait-handshake = sem resposta, ainda há { $left } de { $total }
wait-certificate = sem resposta, ainda há { $left } de { $total }
wait-ehlo-tls = sem resposta, ainda há { $left } de { $total }
wait-quit = sem resposta, ainda há { $left } de { $total }
wait-short = ainda há { $left } de { $total }
stage-says = { $stage }: { $what }
fault-and-detail = { $fault }: { $detail }
no-names-asked = O conector indica endereços: nenhum nome é consultado.
dns-short = { $hosts } MX, { $count ->
    [one] { $count } endereço
   *[other] { $count } endereços
}
dns-failed = nenhum endereço utilizável
no-address = Nenhum endereço ao qual se conectar.
addresses-follow = Os endereços aparecem assim que o DNS responder.
way-sender = Office 365
way-port = porta { $port }
way-smtp = SMTP
way-tls = TLS
pane-asked = O que a carta pede
pane-open = Ainda em aberto
pane-reported = Informado
pane-connector = O conector
pane-patience = Por que pode demorar
pane-view = Ponto de vista
pane-checklist = Passos feitos: { $done } de { $count }
pane-step = { $step } ({ $actor })
pane-addresses = Os endereços
pane-certificate = O certificado
pane-report = O que o relatório diz
asked-from = nomes consultados no servidor { $server }
patience = Um servidor saudável pode demorar a responder: uma conexão tem { $connect }, cada resposta { $reply }, um endereço { $total } ao todo.

## Conversa

host-and-port = { $host }, porta { $port }
address-of = endereço { $place } de { $count }
conversation = Conversa
directions = < recebido  > enviado
connected-from = conectado do endereço { $from }
connected = conectado
tls-stands = TLS { $version }, { $cipher }
lines-more = { $count ->
    [one] e mais { $count } linha
   *[other] e mais { $count } linhas
}
nothing-said = Nada foi dito ainda.
certificates-sent = Certificados enviados
certificates-none = nenhum: o TLS não foi alcançado
cert-names = nomes
cert-no-names = nenhum
cert-valid = validade
cert-issuer = emissor
cert-key = chave
cert-sha1 = SHA-1
cert-sha256 = SHA-256
cert-span = { $from } a { $until }
# Como um certificado é assinado: o resumo e a chave, por exemplo SHA-256 e RSA.
signed-with = { $digest } com { $key }
cert-key-signed = { $key }, { $signature }
cert-issued-by = emissor { $issuer }
cert-not-named = sem { $name }
cert-ended = { $days ->
    [0] expirou hoje
    [one] expirou há { $days } dia
   *[other] expirou há { $days } dias
}
cert-begins = { $days ->
    [0] começa hoje
    [one] começa em { $days } dia
   *[other] começa em { $days } dias
}
cert-self-signed = autoassinado
cert-issuer-missing = não foi enviado
cert-issuer-unknown = não confiável
cert-weak = fraca demais
cert-accepted = aceita
cert-as-reported = igual à informada
cert-not-reported = diferente da informada

## Consultas DNS

lookups = Consultas DNS
lookups-none = Nenhuma consulta DNS foi feita.
lookup-for-route = Para encontrar o caminho, como o Office 365 faz
lookup-for-health = Para ver se o resolvedor responde
lookup-for-checking-disabled = De novo, sem verificação, para ver se a causa é o DNSSEC
lookup-for-authoritative = Aos próprios servidores da zona, para ver se a delegação funciona e se os dados são os mesmos
lookup-for-comparison = A um segundo resolvedor, para comparar
lookup-answer = resposta
lookup-authority = autoridade
lookup-ttl = TTL
lookup-server = servidor
lookup-extended-error = erro
lookup-awaited = aguardada
lookup-asked = { $server }
lookup-answered =
    { $authoritative ->
        [yes] { $tcp ->
            [yes] { $server }, { $time }, autoritativa, por TCP
           *[no] { $server }, { $time }, autoritativa
        }
       *[no] { $tcp ->
            [yes] { $server }, { $time }, por TCP
           *[no] { $server }, { $time }
        }
    }
lookup-ttl-left = { $ttl } s, ainda há { $left } s
compared-with-report = O relatório foi comparado com o que foi visto.
edit-exercise = Este é o conector de um exercício: não há nada a editar.
last-address = Este é o último endereço.
proof-none = Isto se apoia na própria consulta, e não em uma resposta: não há mais nada a mostrar.

## Diagnóstico

provisional = Provisório: o teste não terminou.
healthy-means = Todo endereço que responde aceita emails como este conector os entregaria. Se mesmo assim o Office 365 informar uma falha, cole o relatório dele e compare.
host-addresses = { $host }: { $addresses }
host-count = { $count ->
    [one] { $host }, { $count } endereço
   *[other] { $host }, { $count } endereços
}
not-looked-at = não examinado até o fim
still-running = ainda em teste

## Passos

earlier-steps = Antes, { $title }: { $states }
checklist-counts = { $needless ->
    [0] verificados: { $verified }, marcados: { $ticked }, pendentes: { $open }
   *[other] verificados: { $verified }, dispensados: { $needless }, marcados: { $ticked }, pendentes: { $open }
}

## Códigos

codes-count = { $count ->
    [one] { $count } código
   *[other] { $count } códigos
}
expired-as = mensagem expirada: { $code }
codes-lab = Enter mostra na prática: exercício { $exercise }.
actor-does = { $actor }: { $step }
find-label = Procurar:
export-stopped = Interrompido. O que foi visto fica; a testa todos de novo, Esc volta.
found-none = Nenhum código tem essas palavras. Esc mostra todos.

## Laboratório

lab-about = Servidores desta máquina falham de propósito; nada sai de 127.0.0.1.
lab-count = { $solved } de { $count } resolvidos
lab-starting = Iniciando os servidores.
lab-task = Teste e descubra o que está errado e o que mudar.
lab-asks = Depois do teste, o mxray pergunta qual é a causa e qual é o primeiro passo, e então mostra qual era a falha de verdade.
lab-last = Você escolheu: { $answer }
lab-read-again = Leia o caso de novo.
chapter-no-code = sem código
chapter-solved = resolvido
chapter-state = { $solved } de { $count }
exercise-of = { $chapter } (exercício { $place } de { $count })

## Perguntas de um exercício

quiz-place = pergunta { $place } de { $count }
quiz-code = Qual código o Office 365 informa aqui?
quiz-cause = Qual é a causa neste caso?
quiz-step = Qual passo vem primeiro?
quiz-solved = Resolvido: todas as suas respostas estão certas.
quiz-not-solved = Ainda não resolvido. Esta era a falha de verdade.
quiz-instead =
    { $several ->
        [no] Se fosse isso, você teria visto: { $faults }.
       *[yes] Se fosse isso, você teria visto uma destas falhas: { $faults }.
    }
quiz-later = As perguntas vêm quando o teste terminar. Esc o interrompe.
quiz-before = As perguntas vêm primeiro: Enter as apresenta.

## Conectores de uma exportação

export-empty = Cole aqui a saída de Get-OutboundConnector ou digite o nome do arquivo. São lidos JSON, CSV, listas e CLIXML, e também linhas só com hosts.
export-file = Arquivo
export-command = Exportação
export-reading = Lendo o arquivo { $file }
export-no-name = Digite o nome de um arquivo ou cole a exportação.
export-copied = O comando foi enviado à área de transferência do terminal.
export-count = { $count ->
    [one] { $count } conector
   *[other] { $count } conectores
}
export-own = próprio
export-partner = parceiro
export-mx = MX: { $domain }
export-mx-domains = { $count ->
    [0] MX, qualquer domínio
    [one] MX, { $count } domínio
   *[other] MX, { $count } domínios
}
export-targets = Uma lista simples indica só hosts, por isso a configuração de TLS e o dono do servidor seguem o padrão. No formulário você pode mudá-los.
export-needs-domain = { $count ->
    [0] Este conector usa MX, e a exportação não indica nenhum domínio do destinatário. Enter abre o formulário, onde você pode digitar um.
    [one] Este conector usa MX para { $count } domínio. Enter oferece esse domínio.
   *[other] Este conector usa MX para { $count } domínios. Enter oferece esses domínios.
}
export-which-domain = Para qual domínio do destinatário ele deve ser testado?
export-another-domain = outro domínio, a digitar
export-again = Exporte-o de novo com o comando que y copia, ou pressione Enter e complete o que falta.
export-by-hand = Enter abre o formulário, onde você pode corrigi-lo ou completá-lo.
export-left = mais { $left }
export-still-probing = Este conector ainda está sendo testado.
export-no-next = Nenhum conector depois deste foi testado até o fim.
export-none-to-probe = Nenhum conector desta lista pode ser testado como está. Enter abre o formulário do conector selecionado.
export-no-faults = Nenhuma falha até agora. f mostra todos.
export-found-none = Nenhum conector contém estas palavras. Esc mostra todos.

## Relatório

paste-place = Relatório { $place } de { $count }   ←/→
paste-empty = Nada foi colado ainda. Cole aqui a NDR ou a linha da fila; as quebras de linha não importam. Também é possível digitar só um código ou o nome de um arquivo.
paste-what =
    { $how ->
        [typed] Digitado
       *[pasted] Colado
    }: { $form ->
        [code] um código
        [ndr] uma NDR, { paste-count }
        [dsn] uma DSN, { paste-count }
        [trace] um rastreamento de mensagens, { paste-count }
        [queue] uma fila ou um alerta, { paste-count }
        [validation] um resultado de validação, { paste-count }
       *[line] { paste-count }
    }
paste-count =
    { $count ->
        [one] { $count } linha
       *[other] { $count } linhas
    }
paste-line = linha { $from }
paste-lines = linhas { $from } a { $to }
paste-no-report = Este texto não contém erro de entrega de um conector. Procure uma linha com 450 4.4.3 ou 550 5.4.3 e cole-a.
paste-export = São conectores, não um relatório. Tab os abre.
paste-probe = Testar { $server } e comparar com este relatório
paste-correct = Corrigir primeiro as suposições
paste-explain = { $code ->
    [other] Ler o artigo sobre outros códigos de erro
   *[known] Ler o que significa { $code }
}
fact-code = código
fact-detail = detalhe
fact-server = servidor
fact-wanted = esperado
fact-shown = mostrado
fact-last = última vez
fact-until = prazo
fact-connector = conector
fact-tls = TLS
fact-owner = de quem é
fact-next = a fazer
fact-cause = causa
fact-reason = motivo
fact-means = significa
fact-code-alone = { $code }
fact-code-expired = { $code }; expirou como { $expired }
fact-concluded = { $code ->
    [other] { $detail }: um código sem artigo próprio
   *[known] { $detail }: portanto é { $code }
}
fact-article = { $code ->
    [other] um código sem artigo próprio
   *[known] { $code } { $title }
}
fact-no-article = outro tipo de erro que não o de um conector
fact-server-both = { $name }, { $ip } porta { $port }
fact-no-server = o texto não o menciona
fact-last-by-sender = { $at }, pelo relógio do remetente
fact-tls-domain = AC confiável e nome, pois um nome era esperado
fact-tls-certificate = AC confiável, como na maioria dos conectores
fact-owner-own = sua organização; o relatório não informa
fact-unpublished = { $fields }: formato conhecido, mas a Microsoft não publicou o significado
fact-addresses = { $count ->
    [one] { $count } endereço de email: desnecessário, não guardado
   *[other] { $count } endereços de email: desnecessários, não guardados
}
fact-more-reports = { $count ->
    [one] mais { $count } relatório neste texto
   *[other] mais { $count } relatórios neste texto
}

## Ajuda

help-title = Ajuda: { $screen }
help-here = Aqui
help-everywhere = Em todas as telas
help-key-moves = ↑↓  j  k
help-key-moves-typing = ↑↓
help-moves = navegar; também PageUp, PageDown, Home, End
help-key-fields = Tab  Shift-Tab
help-key-sideways = ←→
help-key-empty = Ctrl-U
help-empty = limpar o campo
help-enter = avançar ou abrir
help-esc = interromper, depois voltar
help-key-language = F2  Ctrl-L
help-key-help = F1  ?
help-language = próximo idioma: { $name }
help-help = esta ajuda
help-quit = sair; pergunta antes de perder algo
help-quit-at-once = sair na hora
help-suspend = ir ao shell; fg volta
help-marks = Símbolos
mark-ok = ok
mark-warning = aviso
mark-fault = falha
mark-running = em andamento
mark-skipped = omitido
mark-not-yet = pendente
mark-unknown = desconhecido
mark-untried = não tentado
mark-tried = tentado, não resolvido
mark-solved = resolvido
help-times = O tempo mostra quanto durou a etapa.
help-codes = Que código cada falha recebe
help-silence = silêncio
help-refusal = recusa
help-greeting-to-tls = da saudação ao TLS
help-an-error = um erro
help-cut = corte, silêncio

## Uma janela pequena demais

small-size = { $lack ->
    [columns] Esta janela tem { $width } × { $height } caracteres. O mxray precisa de { $least-width } × { $least-height }: mais { $columns ->
        [one] { $columns } coluna.
       *[other] { $columns } colunas.
    }
    [rows] Esta janela tem { $width } × { $height } caracteres. O mxray precisa de { $least-width } × { $least-height }: mais { $rows ->
        [one] { $rows } linha.
       *[other] { $rows } linhas.
    }
   *[both] Esta janela tem { $width } × { $height } caracteres. O mxray precisa de { $least-width } × { $least-height }: mais { $columns ->
        [one] { $columns } coluna
       *[other] { $columns } colunas
    } e { $rows ->
        [one] { $rows } linha.
       *[other] { $rows } linhas.
    }
}
small-probing = O teste continua e nada se perde.
small-nothing-lost = Nada se perde.
small-without = Ou sem janela:
small-no-command = O comando de um teste sem janela não cabe aqui.
