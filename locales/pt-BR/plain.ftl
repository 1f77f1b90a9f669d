# O assistente em perguntas numeradas e em linhas (--plain): o que a tela diz com teclas e lugares, dito em frases.

## Em todas as telas

plain-choice = { $number }. { $label }
plain-choice-about = { $number }. { $label } - { $about }
plain-pick = { $count ->
    [1] Digite 1 para escolher.
   *[other] Digite um número de 1 a { $count }.
}
plain-keys = ? explica, l passa ao próximo idioma ({ $language }), q sai.
plain-back-key = < volta.
plain-not-understood = "{ $text }" não responde a esta pergunta. ? explica o que é possível.
plain-ended = A entrada terminou, e o mxray também.
plain-ended-unsaved = { $count ->
    [one] A entrada terminou, e o mxray também. { $count } alteração nos passos não foi salva.
   *[other] A entrada terminou, e o mxray também. { $count } alterações nos passos não foram salvas.
}

## A primeira pergunta

plain-welcome-export = Uma exportação de conectores
    .about = o arquivo gravado com Get-OutboundConnector, para escolher um
plain-resume = Retomar o caso { $name }

## Um relatório

plain-paste = Cole aqui a NDR, a linha da fila ou o alerta; as quebras de linha não importam. Para abrir um arquivo, informe só o nome dele.
plain-paste-place = Este é o relatório { $place } de { $count }. Digite n para o próximo.
plain-paste-end = Uma linha só com um ponto encerra o texto; < no lugar de um relatório volta.

## As configurações de um conector

plain-form-keys = Enter mantém a resposta atual, < volta uma pergunta, = aceita a correção oferecida, ? explica.
plain-question = Pergunta { $place } de { $count }
plain-now = Resposta atual: { $value }
plain-now-choice = Resposta atual: { $number } ({ $value })
plain-now-nothing = Resposta atual: nenhuma
plain-guessed = Isto é uma suposição feita a partir do relatório.
plain-correction = Digite = para aceitar { $suggestion }
plain-no-correction = Nenhuma correção é oferecida aqui.
plain-find = No Exchange Online, este comando mostra a resposta:
plain-doubt = Observação: { $doubt }
plain-looked-up-as = Este nome é consultado como { $name }

## Uma exportação

plain-file = Digite o nome do arquivo com os conectores.
plain-export-with = Este comando grava um arquivo assim:
plain-connectors = { $count ->
    [one] { $count } conector neste arquivo
   *[other] { $count } conectores neste arquivo
}
plain-probe-all-key = a testa todos.
plain-probed-all-key = n abre o próximo diagnóstico, s salva a tabela.
plain-probe-all-help = Depois de testados todos, o número de um conector abre o diagnóstico dele. Depois de s pode vir uma pasta, ou um arquivo que termine em .txt, .md, .html ou .csv.
plain-connector-choice = O número de um conector diz o que é preciso saber dele e leva ao teste.
plain-domain = Este conector segue os registros MX. Para qual domínio do destinatário ele deve ser testado? Digite um domínio, ou o número de um dos listados.
plain-probe-or-correct = Enter testa { $host }; c corrige antes as configurações; < volta.

## Os códigos

plain-code = Digite um código, como 4.4.316; Enter lista todos, < volta.
plain-practise = p mostra na prática: exercício { $exercise }

## O teste

plain-probing-all = { $count ->
    [one] Teste em andamento: { $count } conector
   *[other] Teste em andamento: { $count } conectores
}
plain-probing = Teste em andamento: { $host }, no máximo { $left }
plain-stop = Enter interrompe o teste; o que foi visto fica.
plain-stopped = Interrompido. O que foi visto fica.
plain-read-later = "{ $text }" será lido no fim do teste.

## O diagnóstico e os passos

plain-step-keys = Enter lista os passos. O número de um passo o marca ou desmarca; seguido de um ponto de interrogação (1?), ele o explica.
plain-letter-keys = O número de um passo seguido de m (1m) escreve a carta para quem deve executar esse passo; acrescente um idioma para escolher o da carta (1m fr), e uma pasta ou um arquivo para salvá-la (1m fr carta.txt).
plain-finding-keys = f repete o diagnóstico, r testa de novo, s salva um relatório (s seguido de uma pasta ou de um arquivo salva ali), b volta.
plain-evidence-keys = c mostra a conversa com o endereço decisivo (c 2: com o segundo), d mostra as consultas DNS. p compara o diagnóstico com um relatório que você colar.
plain-said-at = { $ip } ({ $host }), porta { $port }, endereço { $place } de { $count }:
plain-save-keys = Antes do nome do arquivo, --lang fr e --redact pedem outro idioma e pseudônimos no lugar de nomes e endereços (s --redact relatorio.html).
plain-watch-keys = w monitora: o mxray testa repetidamente e diz o que muda, até que tudo esteja em ordem ou você pressione Enter; w seguido de segundos define a pausa (w 300).
plain-answered = Sua resposta: { $answer }
plain-question-keys = a faz perguntas que restringem causas e passos; digitado de novo, permite mudar as respostas.
plain-watching = Monitoramento em curso, um teste a cada { $pause }. Cada mudança gera uma linha. Enter o encerra; quando tudo estiver em ordem, ele termina sozinho.
plain-watching-help = Enter encerra o monitoramento; o que foi visto fica.
plain-not-saved = { $reason } O relatório continua aqui.
plain-save-where = Digite uma pasta, ou um arquivo que termine em .txt, .md, .html ou .json. Enter tenta de novo na pasta atual, < desiste.
plain-next = Sua resposta (? diz o que é possível):
plain-step = { $number }. { $state } - { $actor }: { $step }
plain-since = Desde { $at }
plain-unsaved = { $count ->
    [one] { $count } alteração nos passos não foi salva. s a salva em um relatório e sai, q sai sem salvar, Enter fica aqui.
   *[other] { $count } alterações nos passos não foram salvas. s as salva em um relatório e sai, q sai sem salvar, Enter fica aqui.
}
plain-leave-unsaved = { $count ->
    [one] { $count } alteração nos passos não foi salva. s a salva em um relatório e volta, q volta sem salvar, Enter fica aqui.
   *[other] { $count } alterações nos passos não foram salvas. s as salva em um relatório e volta, q volta sem salvar, Enter fica aqui.
}

## O laboratório

plain-chapter = Capítulo { $chapter }: { $title }
plain-exercise = { $state ->
    [solved] { $number }. { $title } - resolvido
    [tried] { $number }. { $title } - tentado, ainda não resolvido
   *[open] { $number }. { $title } - ainda não resolvido
}
plain-begin = Enter inicia os servidores do exercício nesta máquina e os testa.
plain-quiz-keys = Digite o número; Enter deixa a pergunta em aberto.
plain-quiz-seen = h mostra o que foi visto.
