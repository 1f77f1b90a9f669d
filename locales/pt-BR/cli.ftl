# A linha de comando: ajuda, erros, andamento. Em `usage-*` e nos exemplos as palavras das opções ficam como se digitam.

heading-usage = Uso:
heading-commands = Comandos
heading-arguments = Argumentos
heading-options = Opções

command-mxray = Descobre por que o Office 365 (Exchange Online) não consegue entregar emails por um conector e guia você até a correção.
    .more =
    Sem comando, abre o assistente, que precisa de um terminal; com ALVO, ele começa pelo teste.
    ALVO é HOST, HOST:PORTA, IP, [IPV6]:PORTA ou, com --mx, o domínio do destinatário; vírgulas separam os hosts inteligentes de um mesmo conector.
    Com os limites de tempo padrão, um teste termina em no máximo { $deadline } s, faça o servidor o que fizer.
    O teste parte desta máquina, que não é o Office 365. O mxray nunca envia mensagens e nunca se autentica.
usage-mxray = mxray [OPÇÕES] [ALVO] | mxray COMANDO
command-check = O mesmo diagnóstico, sem tela.
    .more =
    ALVO é HOST, HOST:PORTA, IP, [IPV6]:PORTA ou, com --mx, o domínio do destinatário; vírgulas separam os hosts inteligentes de um mesmo conector, e cada ALVO é um conector.
    Com os limites de tempo padrão, um conector termina em no máximo { $deadline } s, faça o servidor o que fizer: 20 s para o DNS e 100 s para os endereços, que são testados lado a lado.

    Entre vários conectores, uma falha (1) prevalece sobre o que não pôde ser visto (3), e isso sobre o que está em ordem (0).
usage-check = mxray check [OPÇÕES] ALVO…
command-read = Lê uma notificação de falha na entrega (NDR), uma DSN (.eml), uma linha de fila ou de rastreamento de mensagens, um alerta, e mostra o que encontrou.
usage-read = mxray read [OPÇÕES] [ARQUIVO]
command-explain = Mostra o artigo de um código, escrito de qualquer forma, ou a lista de códigos.
usage-explain = mxray explain [OPÇÕES] [CÓDIGO]
command-ranges = Mostra os endereços de onde o Office 365 envia emails, diz se um endereço está entre eles ou os mostra como regras de firewall.
usage-ranges = mxray ranges [OPÇÕES] [IP]
command-lab = O laboratório de treinamento: destinos reais com falhas reais, em loopback. Nada sai desta máquina.
    .more = Com --serve, ele atende até a entrada padrão ser fechada ou o programa ser interrompido, e não deixa nada para trás.
usage-lab = mxray lab [OPÇÕES] [EXERCÍCIO]
command-cases = Lista os casos guardados, mostra um, exporta um ou exclui um.
usage-cases = mxray cases [OPÇÕES] [AÇÃO] [ID]
command-open = Abre no assistente, como caso, um relatório salvo em JSON ou um caso exportado.
usage-open = mxray open [OPÇÕES] ARQUIVO
command-compare = Compara dois relatórios salvos em JSON: o que desapareceu, o que é novo, o que continua igual.
usage-compare = mxray compare [OPÇÕES] ANTES DEPOIS
command-config = Mostra o que está configurado, em arquivos, no ambiente ou por opções, e de onde vem cada valor.
    .more =
    Do que vale menos ao que vale mais: /etc/mxray/config.toml, o seu próprio config.toml, as variáveis MXRAY_… (MXRAY_RESOLVER, MXRAY_CA_FILE …), as opções. O que é mostrado já é um arquivo de configuração.
usage-config = mxray config [OPÇÕES]
command-completions = Mostra o script de preenchimento automático para um shell.
usage-completions = mxray completions SHELL
command-man = Mostra uma página de manual no idioma de --lang, ou grava todas em uma pasta, para um pacote.
usage-man = mxray man [OPÇÕES] [COMANDO]
command-help = Mostra a ajuda de um comando, como faz --help depois dele.
usage-help = mxray help [COMANDO]

arg-target = O que testar
arg-targets = O que testar; cada alvo é um conector
arg-mx = ALVO é o domínio do destinatário: usar os registros MX dele
arg-tls = A configuração de TLS do conector: opportunistic, encryption (qualquer certificado), certificate (AC confiável), domain (AC confiável e nome) [padrão: certificate]
arg-tls-domain = O nome para "domain"; pode começar com *. [padrão: o nome em ALVO]
arg-port = Porta TCP; o Office 365 sempre usa a 25 [padrão: 25]
arg-partner = O servidor pertence a uma organização parceira
arg-resolver = Consultar este servidor DNS; pode ser repetido [padrão: os do sistema]
arg-ca-file = Confiar também nestas raízes, além das do sistema; pode ser repetido
arg-timeout = Para cada consulta DNS e cada tentativa de conexão [padrão: 10]
arg-reply-timeout = Para a saudação, cada resposta e o handshake TLS; um endereço nunca leva mais do que o tempo da conexão mais três vezes este valor [padrão: 30]
arg-ehlo = O nome com que se apresentar [padrão: o nome deste host]
arg-reported = O código que o Office 365 informou, para comparar com o que se vê
arg-ndr = A NDR ou outro relatório, para comparar com o que se vê; - lê a entrada padrão
arg-plain = Perguntas numeradas em vez de tela, para um leitor de tela, um terminal simples ou um pipe
arg-no-state = Não guardar nada nesta máquina: nem casos, nem o progresso no laboratório
arg-lang = Idioma: { $languages } [padrão: conforme LC_ALL, LC_MESSAGES, LANG]
arg-config = Este arquivo de configuração em vez de /etc/mxray/config.toml e do seu
arg-no-config = Nenhum arquivo de configuração; as variáveis continuam valendo
arg-report-folder = Onde salvar os relatórios [padrão: a pasta atual]
arg-config-format = text (um arquivo de configuração) ou json [padrão: text]
arg-color = Títulos em negrito: auto, always, never; NO_COLOR é respeitado [padrão: auto]
arg-help = Mostrar esta ajuda
arg-version = Mostrar a versão
arg-from = Conectores de Get-OutboundConnector em JSON, CSV ou lista, ou linhas de alvos; - lê a entrada padrão
arg-jobs = Conexões abertas ao mesmo tempo, de 1 a 1024 [padrão: 64]
arg-samples = Conexões a cada endereço, uma depois da outra, de 1 a 6 [padrão: 1]
arg-control = Onde tentar uma conexão quando nenhum endereço respondeu, para distinguir "a porta 25 está bloqueada aqui" de "o servidor deles não responde" [padrão: um servidor de email público da Microsoft; nunca para endereços de loopback ou privados]
arg-no-control = Sem conexão de controle
arg-endpoints = Uma lista baixada de endereços do Office 365 em vez da incluída
arg-watch = Retestar depois desta pausa e informar o que muda, até ser interrompido; no mínimo 10 s, a menos que só esta própria máquina seja consultada [padrão: 60]
arg-until = Com --watch: até "healthy"
arg-for = Com --watch: duração máxima, por exemplo 90, 30m, 8h ou 2d
arg-format = text, json (um documento), jsonl (uma linha por conector, assim que termina), markdown, html, csv (uma linha de tabela por conector, assim que termina), nagios (plug-in de monitoramento), openmetrics [padrão: text]
arg-read-format = text ou json [padrão: text]
arg-explain-format = text, json ou markdown [padrão: text]
arg-ip = Dizer se o Office 365 envia emails a partir deste endereço IP
arg-rules = Mostrar regras de firewall que permitem a entrada desses endereços na porta TCP 25: windows, nftables, iptables, cisco-asa, fortigate
arg-ranges-format = text ou json [padrão: text]
arg-letter = Mostrar, em vez do relatório, a carta para quem precisa agir: partner (parceiro), dns-host (serviço de hospedagem DNS), network-team (equipe de rede), microsoft
arg-letter-lang = Idioma da carta: { $languages } [padrão: o do programa]
arg-redact = Substituir nomes, endereços, pessoas e impressões digitais por pseudônimos, sempre o mesmo para a mesma coisa
arg-full = Informar também o porquê de cada passo, como executá-lo e quando está concluído; html sempre informa
arg-summary = Só a tabela de todos os conectores: text, markdown, html ou csv
arg-only = Detalhar só o que tem falha: faults
arg-warn-days = Avisar de um certificado que expira em menos de tantos dias, de 0 a 3650 [padrão: 30]
arg-crit-days = Com --format nagios: um certificado assim é crítico se expira em menos de tantos dias [padrão: 7]
arg-strict = Um aviso também dá o código de saída 1; nagios mostra os avisos de qualquer forma
arg-output = Gravar neste arquivo em vez da saída padrão; ele só é substituído quando tudo está gravado; - é a saída padrão
arg-answer = Responder a uma pergunta que restringe causas e passos, por exemplo mailboxes=none; o relatório lista as perguntas
arg-lab-format = text ou json [padrão: text]
arg-file = O arquivo a ler; - ou nada: a entrada padrão
arg-code = O código: 4.4.316, 450 4.4.316, 5.4.316, 44316, ou uma palavra de relatório: UntrustedRoot, 10061
arg-scenario = Um exercício do laboratório
arg-list = Listar os exercícios
arg-serve = Atender, e mostrar onde escuta e como testar
arg-action = O que fazer: list, show, export ou delete [padrão: list]
arg-id = O nome de um caso, ou o começo dele se só um começa assim
arg-cases-format = text ou json [padrão: text]
arg-compare-format = text ou json [padrão: text]
arg-open-file = O relatório salvo (.json) ou o caso exportado; - é a entrada padrão
arg-before = O primeiro relatório; - é a entrada padrão
arg-after = O segundo relatório; - é a entrada padrão
arg-shell = bash, elvish, fish, nushell, powershell ou zsh
arg-command = O comando desejado
arg-out = Gravar todas as páginas nesta pasta, que é criada se não existir

value-target = ALVO
value-targets = ALVO
value-tls = CONFIGURAÇÃO
value-tls-domain = NOME
value-port = PORTA
value-resolver = IP[:PORTA]
value-ca-file = PEM
value-timeout = SEGUNDOS
value-reply-timeout = SEGUNDOS
value-ehlo = NOME
value-reported = CÓDIGO
value-ndr = ARQUIVO
value-lang = IDIOMA
value-color = QUANDO
value-config = ARQUIVO
value-report-folder = PASTA
value-from = ARQUIVO
value-jobs = NÚMERO
value-samples = NÚMERO
value-control = HOST:PORTA
value-endpoints = ARQUIVO
value-watch = SEGUNDOS
value-until = ESTADO
value-for = DURAÇÃO
value-format = FORMATO
value-file = ARQUIVO
value-code = CÓDIGO
value-ip = IP
value-rules = FIREWALL
value-warn-days = DIAS
value-crit-days = DIAS
value-output = ARQUIVO
value-answer = PERGUNTA=RESPOSTA
value-only = O_QUÊ
value-letter = DESTINATÁRIO
value-letter-lang = IDIOMA
value-scenario = EXERCÍCIO
value-shell = SHELL
value-command = COMANDO
value-out = PASTA
value-action = AÇÃO
value-id = ID
value-before = ANTES
value-after = DEPOIS

## Erros: o que estava errado e o que estaria certo, em uma ou duas frases

error-line = mxray: { $sentence }
note-line = { $name }: { $note }
note-not-looked = { $count ->
    [one] Interrompido: { $count } conector não foi testado.
   *[other] Interrompido: { $count } conectores não foram testados.
}
error-language = "{ $value }" não é um idioma do mxray. Disponíveis: { $languages }.
error-option = A opção { $option } não existe. { $help } lista todas.
error-option-near = A opção { $option } não existe. Você quis dizer { $suggestion }?
error-value = { $option } não pode ser "{ $value }". Valores possíveis: { $valid }.
error-value-port = "{ $value }" não é uma porta. Uma porta é um número de 1 a 65535.
error-value-seconds = { $option } não pode ser "{ $value }". Informe segundos, de 0.001 a 3600.
error-value-span = --for não pode ser "{ $value }". Informe segundos, ou um número seguido de s, m, h ou d, até 30d.
error-value-jobs = { $option } não pode ser "{ $value }". Informe um número de 1 a 1024.
error-value-samples = { $option } não pode ser "{ $value }". Informe um número de 1 a 6.
error-value-days = { $option } não pode ser "{ $value }". Informe um número inteiro de dias de 0 a 3650.
error-no-value = Falta o valor da opção { $option }. { $help } diz qual.
error-conflict = { $option } não combina com { $other }. Use só um ou outro.
error-twice = { $option } aparece duas vezes. Retire uma das duas.
error-before-command = { $option } está antes do comando { $command } e deve vir depois dele.
error-utf8 = Um argumento não está em UTF-8. Digite-o de novo.
error-missing = Falta { $option }. { $help } diz como se usa.
error-too-many = "{ $option }" é um argumento a mais. { $help } diz como se usa o comando.
error-usage = A linha de comando não pode ser lida. { $help } diz como se usa.
error-command-near = "{ $value }" não é um comando. Você quis dizer mxray { $suggestion }? Para testar um host com esse nome, ponha um ponto no fim: { $value }.
error-no-target = Não há nada para testar. Informe um ALVO, por exemplo mxray check mail.contoso.com, ou um arquivo com --from.
error-option-alone = { $option } descreve um conector. Informe também o ALVO dele, por exemplo mail.contoso.com.
error-no-terminal = O assistente precisa de um terminal na entrada e na saída padrão. Sem terminal, use: { $command }
error-screen = A tela não pode ser mostrada ({ $error }). Sem ela, use: { $command }
error-write = O resultado não pôde ser gravado ({ $error }).
error-runtime = O sistema operacional nega ao mxray threads, descritores ou memória ({ $error }). Feche outros programas e tente de novo.
error-lab = O laboratório não pôde ser montado ({ $error }).
error-lab-files = O laboratório precisa de mais arquivos abertos do que o limite permite ({ $error }). Aumente-o com ulimit -n 1024 e tente de novo.
error-scenario = O exercício "{ $value }" não existe. mxray lab --list lista todos.
error-scenario-near = O exercício "{ $value }" não existe. Você quis dizer { $suggestion }?

error-file = { $file } não pode ser lido ({ $error }).
error-file-missing = O arquivo { $file } não existe. Verifique o nome e a pasta.
error-file-denied = Este usuário não tem permissão para ler { $file }. Peça ao proprietário, ou copie o arquivo.
error-file-folder = { $file } é uma pasta. Informe um arquivo dentro dela.
error-file-silent = { $file } é um pipe no qual nenhum programa escreve. Informe um arquivo ou inicie antes o programa que escreve nele.
error-ca-file-empty = { $file } não contém nenhum certificado no formato PEM ("-----BEGIN CERTIFICATE-----").
error-ca-file-damaged = { $file } está danificado ({ $error }). Exporte o certificado de novo, no formato PEM (Base64).
error-ca-file-unfit = O certificado { $number } do arquivo { $file } não pode servir de raiz ({ $error }).
error-resolver = "{ $value }" não é um servidor DNS. Informe o endereço IP dele, com a porta se não for a 53: 192.0.2.53 ou 192.0.2.53:5353.
error-ehlo = "{ $value }" não pode ser o nome com que se apresentar. Informe um nome de host, ou um endereço entre colchetes: [192.0.2.10].
error-control = "{ $value }" não é um host de controle. Informe um host e a porta dele: mail.example.com:25.
error-answer = "{ $value }" não é uma resposta. Com --answer informe uma destas: { $answers }.
error-ip = "{ $value }" não é um endereço IP. Informe um como 40.92.0.1 ou 2a01:111:f400::1.
error-cases-redact = Os nomes só podem ser omitidos ao mostrar um caso. Retire --redact ou digite: mxray cases show --redact ID
error-cases-redact-unprobed = Este caso ainda não tem teste, portanto não há relatório a mostrar sem os nomes. Retire --redact.
error-letter-format = Uma carta não é uma saída para programas. Retire --format { $format } ou --letter.
error-summary-format = --summary é uma tabela, que --format { $format } não tem. Use text, markdown, html ou csv, ou retire --summary.
error-days-order = --crit-days { $crit } é mais do que --warn-days { $warn }. O crítico vem depois do aviso: informe um número menor.
error-watch-format = --format { $format } gera um único documento, que tem fim, e por isso não pode acompanhar um monitoramento. Use --format jsonl ou retire --watch.
error-watch-output = Um monitoramento só grava em arquivo o que pode regravar depois de cada rodada: com --watch, use --output e --format openmetrics juntos, ou nenhum dos dois.
error-mx-several = "{ $value }" contém vários nomes. Com --mx informe um só domínio do destinatário.
error-mx-address = "{ $value }" é um endereço. Com --mx informe o domínio do destinatário, ou retire --mx.
error-tls-domain-missing = Com --tls domain e um endereço IP, o nome também é necessário. Acrescente --tls-domain NOME.
error-tls-domain-stray = --tls-domain só vale com --tls domain. Acrescente --tls domain ou retire --tls-domain.
error-ndr-none = { $file } não contém nenhum erro de entrega do Office 365. mxray read { $file } mostra o que foi lido.
export-named = "{ $name }"
error-export-at = { $place }: { $why }

## Erros de alvos; o assistente os compartilha

error-target-empty = Não há host. Informe um nome como mail.contoso.com, ou um endereço IP.
error-target-too-long = Isto tem mais de { $limit } bytes. Informe os hosts inteligentes de um conector, separados por vírgulas.
error-target-too-many = São mais de { $limit } alvos. Divida a lista.
error-target-meant = { $why } Você quis dizer { $suggestion }?
error-target-file-connectors = Existe aqui um arquivo "{ $value }", com conectores. Você quis dizer mxray check --from { $file }?
error-target-file-report = Existe aqui um arquivo "{ $value }". Você quis dizer mxray read { $file }? Para comparar com ele o que se vê daqui: mxray check ALVO --ndr { $file }
error-target-url = "{ $text }" é uma URL. Informe só o host: { $suggestion }
error-target-mail-address = "{ $text }" é um endereço de email. Informe um host ou, com --mx, o domínio: { $suggestion }
error-target-cidr = "{ $text }" é um intervalo de endereços. Informe um só endereço, por exemplo { $suggestion }
error-target-zone-id = "{ $text }" traz uma zona, que só faz sentido na própria máquina. Informe { $suggestion }
error-target-wildcard = "{ $text }" tem um curinga. Informe um só host, por exemplo { $suggestion }
error-target-port = "{ $text }" não é uma porta. Uma porta é um número de 1 a 65535.
error-target-ports-differ = As portas { $first } e { $second } são diferentes. Um conector tem uma só porta.
error-target-not-a-name = "{ $text }" é um endereço. Informe um nome.
error-target-not-an-address = "{ $text }" parece um endereço IP, mas não é.
error-target-character = "{ $text }" tem o caractere "{ $character }", que nenhum nome de host tem.
error-target-space = "{ $text }" tem um espaço no meio. Retire-o; só hosts inteligentes podem ser vários, separados por vírgulas.
error-target-empty-label = "{ $text }" começa com um ponto, ou tem dois pontos seguidos.
error-target-hyphen = "{ $text }" tem uma parte que começa ou termina com hífen.
error-target-name-too-long = "{ $text }" é mais longo do que um nome pode ser: 253 caracteres, e 63 entre dois pontos.
error-target-idn = "{ $text }" não é um nome internacional que possa ser registrado.

## Erros do que se lê e se importa

error-code-empty = Não há código. Informe um, por exemplo 4.4.316.
error-code-near = "{ $text }" não é um código de status nem uma palavra de relatório. Você quis dizer { $suggestion }?
error-code-malformed = "{ $text }" não é um código de status. Escreva-o como 4.4.316, 450 4.4.316, 5.4.316 ou 44316.
error-read-empty = Não há nada para ler. Informe o texto da NDR, ou um arquivo com ele.
error-read-too-large = Isto tem mais de { $limit-mib } MiB. Informe só a NDR.
error-read-outlook-message = Isto parece uma mensagem do Outlook (.msg) ou um documento antigo do Office, e não há texto legível. Salve a mensagem de novo ou copie o texto dela.
error-read-binary = Isto é um arquivo { $format }, não texto. Informe o texto da NDR, ou um arquivo .eml.
error-read-rich-text = O texto desta mensagem do Outlook existe só em RTF, que não é lido aqui. Abra a mensagem no Outlook e copie o texto, ou salve-a como texto ou HTML.
error-read-too-deep = As partes deste email estão aninhadas em mais de { $limit } níveis, e não há nenhum relatório nas externas. Abra o email e copie o texto do relatório.
error-read-export-file = Estes são conectores de saída, e não um relatório. Este comando os testa: mxray check --from { $file }
error-read-export = Estes são conectores de saída, e não um relatório. Salve-os em um arquivo; este comando os testa: mxray check --from connectors.json
error-export-empty = Não há nada para importar. Informe a saída de Get-OutboundConnector, ou linhas de alvos.
error-export-too-large = Isto tem mais de { $limit-mib } MiB. Exporte só os conectores.
error-export-too-many = São mais de { $limit } conectores. Divida o arquivo.
error-export-binary = Isto é um arquivo { $format }, não texto. Exporte os conectores em JSON.
error-export-broken = O { $kind } está incompleto ou malformado na linha { $line }. Exporte os conectores de novo.
error-export-no-connectors = Não há nenhum conector de saída neste texto. Este comando os exporta: { $command }
error-export-inbound = Estes são conectores de entrada. Este comando exporta os de saída: { $command }
error-export-send = Estes são conectores de envio de um servidor Exchange (Get-SendConnector). O mxray precisa dos conectores de saída do Office 365. Este comando os exporta: { $command }
error-export-receive = Estes são conectores de recebimento de um servidor Exchange (Get-ReceiveConnector). O mxray precisa dos conectores de saída do Office 365. Este comando os exporta: { $command }
error-export-table = Isto é uma tabela, que omite o que importa. Este comando exporta tudo: { $command }
error-export-lossy = A exportação perdeu os valores da propriedade { $property }. Este comando os exporta por inteiro: { $command }
error-export-recipient-domain =
    { $choices ->
        [0] O conector usa MX, e a exportação não indica nenhum domínio do destinatário. Teste um com: mxray check --mx DOMÍNIO
        [one] O conector usa MX para { $choices } domínio. Teste-o com: mxray check --mx DOMÍNIO
       *[other] O conector usa MX para { $choices } domínios. Teste um deles com: mxray check --mx DOMÍNIO
    }
error-export-no-smart-hosts = O conector usa hosts inteligentes, e a exportação não indica nenhum.
error-export-lost = A exportação perdeu os valores da propriedade { $property }.
error-export-smart-host = O host inteligente "{ $text }" não é um host.
error-export-tls-settings = TlsSettings tem o valor "{ $text }", que o mxray não conhece.
error-export-tls-domain =
    { $text ->
        [none] TlsSettings é DomainValidation, e TlsDomain está vazio.
       *[other] TlsDomain é "{ $text }", que não é um nome.
    }
error-endpoints-too-large = Isto tem mais de { $limit-mib } MiB. Informe só a lista de endereços do Office 365.
error-endpoints-broken = Isto não é a lista de endereços do Office 365: a linha { $line } está malformada. Baixe-a de https://endpoints.office.com em JSON.
error-endpoints-no-ranges = Não há nesta lista nenhum intervalo do Exchange na porta 25. Baixe a lista mundial de https://endpoints.office.com em JSON.
note-endpoints-impossible =
    { $count ->
        [one] { $count } entrada da lista de endereços do Office 365 não é um intervalo possível e foi ignorada: "{ $first }". Baixe a lista de novo de https://endpoints.office.com.
       *[other] { $count } entradas da lista de endereços do Office 365 não são intervalos possíveis e foram ignoradas; a primeira é "{ $first }". Baixe a lista de novo de https://endpoints.office.com.
    }

note-export-disabled = Este conector está desativado: nenhum email o usa.
note-export-rule-scoped = Só uma regra de fluxo de emails envia emails por este conector.
note-export-test-mode = Este conector está em modo de teste.
note-export-centralized = Todos os emails da organização passam pelos servidores locais (transporte de email centralizado).
note-export-all-accepted-domains = Este conector vale para todos os domínios aceitos.
note-export-cidr = O host inteligente { $text } é um intervalo de endereços, que não pode ser testado; ele foi ignorado.
note-export-smart-host-unreadable = O host inteligente "{ $text }" não é um host; ele foi ignorado.
note-export-list-cut = Format-List cortou a propriedade { $property }, por isso pode haver mais valores. Este comando os exporta por inteiro: { $command }
note-export-list-lost = A exportação perdeu os valores da propriedade { $property }. Este comando os exporta por inteiro: { $command }
note-export-missing = A exportação não tem a propriedade { $property }, por isso foi usado o padrão.
note-export-domain-unreadable = O domínio do destinatário "{ $text }" não pode ser lido; ele foi ignorado.

## Andamento, na saída de erro

progress-addresses =
    { $count ->
        [one] { $host }: { $count } endereço, no máximo { $left }
       *[other] { $host }: { $count } endereços, no máximo { $left }
    }
progress-ended = { $host }, { $ip }: { $outcome }, { $elapsed }
progress-ended-alone = { $ip }: { $outcome }, { $elapsed }
progress-left =
    { $count ->
        [one] { $host }: falta { $count } endereço, no máximo { $left }
       *[other] { $host }: faltam { $count } endereços, no máximo { $left }
    }
progress-count = { $done } de { $total } conectores
progress-dns = { $host }: aguardando o DNS, no máximo { $left }

## O laboratório

lab-line =
    { $code ->
        [none] { $id }: { $title }
        [other] { $id }: { $title }
       *[known] { $id }: { $title } ({ $code })
    }
lab-serves = O laboratório está no ar. O resolvedor dele é { $resolver }; o certificado raiz, { $ca-file }.
lab-stop = Ctrl-C o encerra.

## Arquivos salvos ou lembrados

error-store-name = "{ $name }" não pode ser um nome de arquivo aqui.
error-store-exists = { $path } já existe, e nada foi sobrescrito.
error-store-missing = A pasta { $path } não existe.
error-store-no-folder = { $path } é um arquivo e não uma pasta, por isso nada pode ser guardado ali. Mova-o para outro lugar ou indique uma pasta em XDG_STATE_HOME.
error-store-below-file = { $path } é um arquivo e não uma pasta, por isso nada pode ser salvo ali. Escolha outro lugar.
error-store-denied = Este usuário não tem permissão para gravar em { $path }.
error-store-read-only = { $path } é somente leitura.
error-store-full = Não há mais espaço para { $path }.
error-store-no-home = Este usuário não tem pasta pessoal, por isso nada pode ser lembrado. Defina HOME ou XDG_STATE_HOME.
error-store-damaged = { $path } está danificado na linha { $line }, coluna { $column }, e é tratado como vazio. Exclua-o ou corrija-o.
error-store-set-aside = { $path } está danificado. Nada dele se perdeu: agora ele se chama { $aside }.
error-store-newer = Uma versão mais nova do mxray gravou { $path } (formato { $version }). Nada dele se perdeu: agora ele se chama { $aside }, e o comando "mxray open" dessa versão o abre.
error-store-unread = { $path } está danificado, ou uma versão mais nova do mxray o gravou. Ele fica onde está e é tratado como inexistente.
error-store-held = O caso { $value } está aberto em outro mxray. Encerre primeiro esse outro mxray.
error-store-no-case = O caso { $value } não existe. O comando "mxray cases" lista os que existem.
error-store-large = { $path } ficaria maior do que um caso pode ser, por isso não foi gravado. O que estava guardado antes continua lá.
error-store-no-file = { $path } não é um arquivo, por isso não é levado em conta. Mova-o para outro lugar.
error-store-not-replaced = { $path } não é um arquivo, e um relatório só pode substituir um arquivo. Escolha outro nome.
error-store-io = { $path } não foi salvo ({ $error }).
error-cases-no-state = Com --no-state não há casos. Retire essa opção para vê-los.
error-case-which = Informe qual caso. O comando "mxray cases" lista os que existem.
error-case-list-id = { $value } não é necessário para listar os casos. Para ver um caso: mxray cases show { $value }
error-case-several = Mais de um caso começa com { $value }: { $names }. Escreva uma parte maior do nome.
error-case-newer = Uma versão mais nova do mxray gravou este caso (formato { $version }). Abra-o com essa versão.
error-compare-redacted = { $file } é um relatório sem os nomes: cada relatório desse tipo tem seus próprios pseudônimos e por isso não pode ser comparado. Compare relatórios que contenham os nomes.
error-compare-stdin = Só um dos dois relatórios pode vir da entrada padrão (-).
error-open-several = { $file } contém { $count } relatórios, e um caso trata de um só conector. Salve só o relatório do conector desejado.
error-saved-no-json = { $file } não é JSON válido: o texto acaba antes da hora ou contém um erro na linha { $line }, coluna { $column }. Salve um relatório com "mxray check --format json".
error-saved-no-report = { $file } é JSON, mas não é um relatório do mxray. Salve um com "mxray check --format json", ou com s e um nome que termine em .json.
error-saved-damaged = Não é possível interpretar "{ $part }" no arquivo { $file }: ele foi alterado, ou uma versão mais nova do mxray o gravou.
error-saved-lines = { $file } tem um relatório em cada linha (jsonl). Ponha a linha desejada em um arquivo próprio ou salve com "mxray check --format json".

## What is set once

config-place = { $file }, linha { $line }
config-file-read = { $file }: lido
config-file-missing = { $file }: não existe
config-file-unseen = { $file }: este usuário não pode ver a pasta
config-default = padrão
config-default-resolver = padrão: os do sistema
config-default-ca-file = padrão: só as raízes do sistema
config-default-ehlo = padrão: o nome deste host
config-default-control = padrão: um servidor de email público da Microsoft
config-default-endpoints = padrão: a lista incluída
config-default-report-folder = padrão: a pasta atual
config-default-lang = padrão: conforme LC_ALL, LC_MESSAGES, LANG
note-config-open = Não é só o dono que pode gravar em { $file }: quem puder alterá-lo decide quais servidores são consultados e em quais raízes se confia.
error-config-at = { $place }: { $why }
error-config-no-text = { $file } não é uma configuração: não é texto UTF-8 ou passa de 64 KiB.
error-config-syntax = { $file }, linha { $line }: isto não é TOML ({ $error }). Uma linha se escreve assim: timeout = 5
error-config-key = { $file }, linha { $line }: a chave "{ $key }" não existe. Existem: { $keys }.
error-config-key-near = { $file }, linha { $line }: a chave "{ $key }" não existe. Você quis dizer { $suggestion }?
error-config-kind = { $file }, linha { $line }: { $key } { $wanted ->
    [number] recebe um número, por exemplo { $key } = 5.
    [switch] recebe true ou false, sem aspas.
    [list] recebe um texto entre aspas ou vários: { $key } = ["…", "…"].
   *[text] recebe um texto entre aspas: { $key } = "…".
}
error-config-rival = { $file }, linha { $line }: { $key } não combina com { $other }. Use só um ou outro.
error-config-variable = A variável { $variable } não existe. Você quis dizer { $suggestion }?
error-config-switch = { $variable } não pode ser "{ $value }". Informe 1 ou 0, true ou false.
error-report-folder = A pasta { $file } para salvar os relatórios não existe. Crie-a ou informe outra.
