# La ligne de commande : aide, erreurs, progression. Dans `usage-*` et les exemples, les mots des options restent tels qu'on les tape.

heading-usage = Utilisation :
heading-commands = Commandes{ "\u00A0" }
heading-arguments = Arguments{ "\u00A0" }
heading-options = Options{ "\u00A0" }

command-mxray = Trouve pourquoi Office 365 (Exchange Online) ne peut pas remettre le courrier par un connecteur, et vous guide jusqu'à la réparation.
    .more =
    Sans commande, l'assistant s'ouvre ; il lui faut un terminal. Avec CIBLE, il commence par le test.
    CIBLE est HÔTE, HÔTE:PORT, IP, [IPV6]:PORT ou, avec --mx, un domaine destinataire ; des virgules séparent les hôtes actifs d'un même connecteur.
    Avec les délais par défaut, un test se termine en { $deadline } s au plus, quoi que fasse le serveur.
    Il observe depuis cette machine, qui n'est pas Office 365. Il n'envoie jamais de message et ne s'authentifie jamais.
usage-mxray = mxray [OPTIONS] [CIBLE] | mxray COMMANDE
command-check = Le même diagnostic, sans écran.
    .more =
    CIBLE est HÔTE, HÔTE:PORT, IP, [IPV6]:PORT ou, avec --mx, un domaine destinataire ; des virgules séparent les hôtes actifs d'un même connecteur, et chaque CIBLE est un connecteur.
    Avec les délais par défaut, un connecteur est traité en { $deadline } s au plus, quoi que fasse le serveur : 20 s pour le DNS et 100 s pour ses adresses, testées côte à côte.

    Pour plusieurs connecteurs, un défaut (1) l'emporte sur ce qui n'a pas pu être vu (3), et cela l'emporte sur un résultat correct (0).
usage-check = mxray check [OPTIONS] CIBLE…
command-read = Lit une notification d'échec de remise (NDR), une DSN (.eml), une ligne de file d'attente ou de suivi des messages, une alerte, et affiche ce qu'elle y trouve.
usage-read = mxray read [OPTIONS] [FICHIER]
command-explain = Affiche l'article d'un code, quelle que soit sa forme, ou la liste des codes.
usage-explain = mxray explain [OPTIONS] [CODE]
command-ranges = Affiche les adresses depuis lesquelles Office 365 envoie les messages, dit si une adresse IP en fait partie, ou les affiche sous forme de règles de pare-feu.
usage-ranges = mxray ranges [OPTIONS] [IP]
command-lab = L'atelier d'entraînement : de vraies destinations défaillantes, en boucle locale. Rien ne quitte cette machine.
    .more = Avec --serve, il sert jusqu'à ce que l'entrée standard se ferme ou qu'on l'interrompe, puis ne laisse rien derrière lui.
usage-lab = mxray lab [OPTIONS] [EXERCICE]
command-cases = Liste les cas gardés, en affiche, en exporte ou en supprime un.
usage-cases = mxray cases [OPTIONS] [ACTION] [ID]
command-open = Ouvre dans l'assistant, en tant que cas, un rapport enregistré en JSON ou un cas exporté.
usage-open = mxray open [OPTIONS] FICHIER
command-compare = Compare deux rapports enregistrés en JSON : ce qui a disparu, ce qui est nouveau, ce qui n'a pas changé.
usage-compare = mxray compare [OPTIONS] AVANT APRÈS
command-config = Montre les réglages faits dans un fichier, par l'environnement ou par une option, et d'où vient chaque valeur.
    .more =
    Par ordre de priorité croissante : /etc/mxray/config.toml, votre propre config.toml, les variables MXRAY_… (MXRAY_RESOLVER, MXRAY_CA_FILE, etc.), les options. Ce qui s'affiche est lui-même un fichier de configuration.
usage-config = mxray config [OPTIONS]
command-completions = Affiche les complétions pour un interpréteur de commandes.
usage-completions = mxray completions INTERPRÉTEUR
command-man = Affiche une page de manuel dans la langue de --lang, ou écrit toutes les pages dans un dossier, pour en faire un paquet.
usage-man = mxray man [OPTIONS] [COMMANDE]
command-help = Affiche l'aide d'une commande, comme le fait --help placé après elle.
usage-help = mxray help [COMMANDE]

arg-target = Ce qu'il faut tester
arg-targets = Ce qu'il faut tester ; chaque cible est un connecteur
arg-mx = CIBLE est un domaine destinataire : passer par ses enregistrements MX
arg-tls = Le paramètre TLS du connecteur : opportunistic, encryption (tout certificat), certificate (AC approuvée), domain (AC approuvée et nom) [par défaut : certificate]
arg-tls-domain = Le nom pour « domain » ; peut commencer par *. [par défaut : le nom de CIBLE]
arg-port = Port TCP ; Office 365 n'utilise que le port 25 [par défaut : 25]
arg-partner = Le serveur appartient à une organisation partenaire
arg-resolver = Interroger ce serveur DNS ; peut être répété [par défaut : ceux du système]
arg-ca-file = Approuver aussi ces racines, en plus de celles du système ; peut être répété
arg-timeout = Pour chaque question DNS et chaque tentative de connexion [par défaut : 10]
arg-reply-timeout = Pour l'accueil, chaque réponse et la négociation TLS ; une adresse ne prend jamais plus de temps que la connexion et trois fois ce délai [par défaut : 30]
arg-ehlo = Le nom sous lequel se présenter [par défaut : le nom de cet hôte]
arg-reported = Le code signalé par Office 365, à comparer avec ce qui est observé
arg-ndr = La NDR ou un autre rapport, à comparer avec ce qui est observé ; - lit l'entrée standard
arg-plain = Des questions numérotées au lieu d'un écran, pour un lecteur d'écran, un terminal simple ou un tube
arg-no-state = Ne rien garder sur cette machine : ni cas, ni progression dans l'atelier
arg-lang = Langue : { $languages } [par défaut : d'après LC_ALL, LC_MESSAGES, LANG]
arg-config = Ce fichier de configuration au lieu de /etc/mxray/config.toml et du vôtre
arg-no-config = Aucun fichier de configuration ; les variables comptent tout de même
arg-report-folder = Où enregistrer les rapports [par défaut : dans le dossier courant]
arg-config-format = text (un fichier de configuration) ou json [par défaut : text]
arg-color = Titres en gras : auto, always, never ; NO_COLOR est respecté [par défaut : auto]
arg-help = Afficher cette aide
arg-version = Afficher la version
arg-from = Connecteurs de Get-OutboundConnector en JSON, CSV ou liste, ou lignes de cibles ; - lit l'entrée standard
arg-jobs = Connexions ouvertes à la fois, de 1 à 1024 [par défaut : 64]
arg-samples = Connexions à chaque adresse, l'une après l'autre, de 1 à 6 [par défaut : 1]
arg-control = Où tenter une connexion quand toutes les adresses sont restées muettes, pour distinguer « le port 25 est bloqué ici » de « leur serveur est muet » [par défaut : un serveur de messagerie public de Microsoft ; jamais pour des adresses de boucle locale ou privées]
arg-no-control = Pas de connexion de contrôle
arg-endpoints = Une liste téléchargée des adresses d'Office 365 à la place de celle fournie
arg-watch = Tester de nouveau après cette pause et signaler ce qui change, jusqu'à l'arrêt ; jamais moins de 10 s, sauf si seule cette machine est interrogée [par défaut : 60]
arg-until = Avec --watch : jusqu'à « healthy »
arg-for = Avec --watch : durée maximale, par exemple 90, 30m, 8h ou 2d
arg-format = text, json (un document), jsonl (une ligne par connecteur, dès que son test se termine), markdown, html, csv (une ligne de tableau par connecteur, dès que son test se termine), nagios (sonde de supervision), openmetrics [par défaut : text]
arg-read-format = text ou json [par défaut : text]
arg-explain-format = text, json ou markdown [par défaut : text]
arg-ip = Dire si Office 365 envoie depuis cette adresse IP
arg-rules = Afficher les règles de pare-feu qui laissent entrer ces adresses sur le port TCP 25 : windows, nftables, iptables, cisco-asa, fortigate
arg-ranges-format = text ou json [par défaut : text]
arg-letter = Afficher, au lieu du rapport, la lettre destinée à qui doit agir : partner (partenaire), dns-host (hébergeur DNS), network-team (équipe réseau), microsoft
arg-letter-lang = Langue de la lettre : { $languages } [par défaut : celle du programme]
arg-redact = Remplacer noms, adresses, personnes et empreintes numériques par des pseudonymes, toujours le même pour la même chose
arg-full = Indiquer aussi, pour chaque étape, la raison, la marche à suivre et le résultat attendu ; html le fait toujours
arg-summary = N'afficher que le tableau de tous les connecteurs : text, markdown, html ou csv
arg-only = Ne détailler que ce qui a un défaut : faults
arg-warn-days = Avertir d'un certificat qui expire dans moins de jours que ce nombre, de 0 à 3650 [par défaut : 30]
arg-crit-days = Avec --format nagios : critique si un tel certificat expire dans moins de ce nombre de jours [par défaut : 7]
arg-strict = Même un simple avertissement donne le code de sortie 1 ; nagios signale les avertissements de toute façon
arg-output = Écrire dans ce fichier au lieu de la sortie standard ; il n'est remplacé qu'une fois tout écrit ; - désigne la sortie standard
arg-answer = Répondre à une question qui précise causes et étapes, par exemple mailboxes=none ; le rapport énumère les questions
arg-lab-format = text ou json [par défaut : text]
arg-file = Le fichier à lire ; - ou rien : l'entrée standard
arg-code = Le code : 4.4.316, 450 4.4.316, 5.4.316, 44316, ou un mot de rapport, comme UntrustedRoot ou 10061
arg-scenario = Un exercice de l'atelier
arg-list = Lister les exercices
arg-serve = Servir, et afficher où il écoute et comment le tester
arg-action = Ce qu'il faut faire : list, show, export ou delete [par défaut : list]
arg-id = Le nom d'un cas, ou le début de ce nom si un seul cas commence ainsi
arg-cases-format = text ou json [par défaut : text]
arg-compare-format = text ou json [par défaut : text]
arg-open-file = Le rapport enregistré (.json) ou le cas exporté ; - est l'entrée standard
arg-before = Le premier rapport ; - est l'entrée standard
arg-after = Le second rapport ; - est l'entrée standard
arg-shell = bash, elvish, fish, nushell, powershell ou zsh
arg-command = La commande dont il s'agit
arg-out = Écrire toutes les pages dans ce dossier, qui est créé s'il n'existe pas

value-target = CIBLE
value-targets = CIBLE
value-tls = PARAMÈTRE
value-tls-domain = NOM
value-port = PORT
value-resolver = IP[:PORT]
value-ca-file = PEM
value-timeout = SECONDES
value-reply-timeout = SECONDES
value-ehlo = NOM
value-reported = CODE
value-ndr = FICHIER
value-lang = LANGUE
value-color = QUAND
value-config = FICHIER
value-report-folder = DOSSIER
value-from = FICHIER
value-jobs = NOMBRE
value-samples = NOMBRE
value-control = HÔTE:PORT
value-endpoints = FICHIER
value-watch = SECONDES
value-until = ÉTAT
value-for = DURÉE
value-format = FORMAT
value-file = FICHIER
value-code = CODE
value-ip = IP
value-rules = PARE-FEU
value-warn-days = JOURS
value-crit-days = JOURS
value-output = FICHIER
value-answer = QUESTION=RÉPONSE
value-only = QUOI
value-letter = DESTINATAIRE
value-letter-lang = LANGUE
value-scenario = EXERCICE
value-shell = INTERPRÉTEUR
value-command = COMMANDE
value-out = DOSSIER
value-action = ACTION
value-id = ID
value-before = AVANT
value-after = APRÈS

## Erreurs : ce qui n'allait pas et ce qui irait, en une ou deux phrases

error-line = mxray : { $sentence }
note-line = { $name } : { $note }
note-not-looked = { $count ->
    [one] Arrêté : { $count } connecteur n'a pas été testé.
   *[other] Arrêté : { $count } connecteurs n'ont pas été testés.
}
error-language = « { $value } » n'est pas une langue de mxray. Langues disponibles : { $languages }.
error-option = L'option { $option } n'existe pas. { $help } les liste toutes.
error-option-near = L'option { $option } n'existe pas. Vouliez-vous dire { $suggestion } ?
error-value = { $option } ne peut pas valoir « { $value } ». Valeurs possibles : { $valid }.
error-value-port = « { $value } » n'est pas un port. Un port est un nombre de 1 à 65535.
error-value-seconds = { $option } ne peut pas valoir « { $value } ». Donnez des secondes, de 0.001 à 3600.
error-value-span = --for ne peut pas valoir « { $value } ». Donnez des secondes, ou un nombre suivi de s, m, h ou d, jusqu'à 30d.
error-value-jobs = { $option } ne peut pas valoir « { $value } ». Donnez un nombre de 1 à 1024.
error-value-samples = { $option } ne peut pas valoir « { $value } ». Donnez un nombre de 1 à 6.
error-value-days = { $option } ne peut pas valoir « { $value } ». Donnez un nombre entier de jours de 0 à 3650.
error-no-value = Il manque une valeur à { $option }. { $help } dit laquelle.
error-conflict = { $option } et { $other } ne vont pas ensemble. Gardez seulement l'un ou l'autre.
error-twice = { $option } figure deux fois. Retirez-en une.
error-before-command = { $option } est placé avant { $command } et doit l'être après.
error-utf8 = Un argument n'est pas en UTF-8. Tapez-le de nouveau.
error-missing = Il manque { $option }. { $help } dit comment l'employer.
error-too-many = « { $option } » est un argument de trop. { $help } dit comment employer la commande.
error-usage = La ligne de commande est illisible. { $help } dit comment l'employer.
error-command-near = « { $value } » n'est pas une commande. Vouliez-vous dire mxray { $suggestion } ? Pour tester un hôte de ce nom, ajoutez-lui un point : { $value }.
error-no-target = Il n'y a rien à tester. Indiquez une CIBLE, par exemple mxray check mail.contoso.com, ou un fichier avec --from.
error-option-alone = { $option } décrit un connecteur. Indiquez aussi sa CIBLE, par exemple mail.contoso.com.
error-no-terminal = L'assistant a besoin d'un terminal en entrée et en sortie standard. Sans terminal, utilisez : { $command }
error-screen = L'écran ne peut pas être affiché ({ $error }). Sans écran, utilisez : { $command }
error-write = Le résultat n'a pas pu être écrit ({ $error }).
error-runtime = Le système d'exploitation ne donne à mxray ni fils d'exécution, ni descripteurs, ni mémoire ({ $error }). Fermez d'autres programmes, puis réessayez.
error-lab = L'atelier ne peut pas être mis en place ({ $error }).
error-lab-files = L'atelier a besoin de plus de fichiers ouverts que la limite ne le permet ({ $error }). Relevez-la avec ulimit -n 1024, puis réessayez.
error-scenario = L'exercice « { $value } » n'existe pas. mxray lab --list les liste tous.
error-scenario-near = L'exercice « { $value } » n'existe pas. Vouliez-vous dire { $suggestion } ?

error-file = { $file } est illisible ({ $error }).
error-file-missing = Le fichier { $file } n'existe pas. Vérifiez le nom et le dossier.
error-file-denied = Cet utilisateur n'a pas le droit de lire { $file }. Demandez au propriétaire du fichier, ou copiez le fichier.
error-file-folder = { $file } est un dossier. Indiquez un fichier qui s'y trouve.
error-file-silent = { $file } est un tube dans lequel aucun programme n'écrit. Indiquez un fichier, ou lancez d'abord le programme qui y écrit.
error-ca-file-empty = { $file } ne contient aucun certificat au format PEM (« -----BEGIN CERTIFICATE----- »).
error-ca-file-damaged = { $file } est endommagé ({ $error }). Exportez de nouveau le certificat, au format PEM (Base64).
error-ca-file-unfit = Le certificat { $number } du fichier { $file } ne peut pas servir de racine ({ $error }).
error-resolver = « { $value } » n'est pas un serveur DNS. Donnez son adresse IP, avec un port si ce n'est pas 53 : 192.0.2.53 ou 192.0.2.53:5353.
error-ehlo = « { $value } » ne peut pas être le nom sous lequel se présenter. Donnez un nom d'hôte, ou une adresse entre crochets : [192.0.2.10].
error-control = « { $value } » n'est pas un hôte de contrôle. Donnez un hôte et son port : mail.example.com:25.
error-answer = « { $value } » n'est pas une réponse. Avec --answer, donnez l'une de celles-ci : { $answers }.
error-ip = « { $value } » n'est pas une adresse IP. Donnez-en une comme 40.92.0.1 ou 2a01:111:f400::1.
error-cases-redact = Seul un cas affiché peut être présenté sans les noms. Retirez --redact ou tapez : mxray cases show --redact ID
error-cases-redact-unprobed = Ce cas ne comporte encore aucun test : il n'y a pas de rapport à afficher sans les noms. Retirez --redact.
error-letter-format = Une lettre n'est pas destinée à un programme. Retirez --format { $format }, ou --letter.
error-summary-format = --summary est un tableau, et --format { $format } n'en a pas. Choisissez text, markdown, html ou csv, ou retirez --summary.
error-days-order = --crit-days { $crit } dépasse --warn-days { $warn }. Le seuil critique vient après celui de l'avertissement : donnez une valeur plus petite.
error-watch-format = --format { $format } produit un document qui a une fin : il ne peut pas rendre compte d'une surveillance. Choisissez --format jsonl, ou retirez --watch.
error-watch-output = Avec --watch, --output n'est possible qu'avec --format openmetrics : le fichier est réécrit en entier après chaque test.
error-mx-several = « { $value } » contient plusieurs noms. Avec --mx, donnez un seul domaine destinataire.
error-mx-address = « { $value } » est une adresse. Avec --mx, donnez un domaine destinataire, ou retirez --mx.
error-tls-domain-missing = Avec --tls domain et une adresse IP, le nom est nécessaire aussi. Ajoutez --tls-domain NOM.
error-tls-domain-stray = --tls-domain ne s'emploie qu'avec --tls domain. Ajoutez --tls domain, ou retirez --tls-domain.
error-ndr-none = { $file } ne contient aucune erreur de remise d'Office 365. mxray read { $file } montre ce qui a été lu.
export-named = « { $name } »
error-export-at = { $place } : { $why }

## Erreurs des cibles ; l'assistant les partage

error-target-empty = Il n'y a pas d'hôte. Donnez un nom tel que mail.contoso.com, ou une adresse IP.
error-target-too-long = Le texte dépasse { $limit } octets. Donnez les hôtes actifs d'un seul connecteur, séparés par des virgules.
error-target-too-many = Il y a plus de { $limit } cibles. Divisez la liste.
error-target-meant = { $why } Vouliez-vous dire { $suggestion } ?
error-target-file-connectors = « { $value } » est ici un fichier, avec des connecteurs. Vouliez-vous dire mxray check --from { $file } ?
error-target-file-report = « { $value } » est ici un fichier. Vouliez-vous dire mxray read { $file } ? Pour comparer ce qui est observé avec ce fichier : mxray check CIBLE --ndr { $file }
error-target-url = « { $text } » est une URL. Donnez l'hôte seul : { $suggestion }
error-target-mail-address = « { $text } » est une adresse e-mail. Donnez un hôte ou, avec --mx, le domaine : { $suggestion }
error-target-cidr = « { $text } » est une plage d'adresses. Donnez une seule adresse, par exemple { $suggestion }
error-target-zone-id = « { $text } » porte une zone, qui n'a de sens que sur une seule machine. Donnez { $suggestion }
error-target-wildcard = « { $text } » est un modèle. Donnez un seul hôte, par exemple { $suggestion }
error-target-port = « { $text } » n'est pas un port. Un port est un nombre de 1 à 65535.
error-target-ports-differ = Les ports { $first } et { $second } diffèrent. Un connecteur a un seul port.
error-target-not-a-name = « { $text } » est une adresse. Donnez un nom.
error-target-not-an-address = « { $text } » ressemble à une adresse IP et n'en est pas une.
error-target-character = « { $text } » contient le caractère « { $character } », qu'aucun nom d'hôte ne contient.
error-target-space = « { $text } » contient un espace. Retirez-le ; seuls des hôtes actifs peuvent former une liste, séparés par des virgules.
error-target-empty-label = « { $text } » commence par un point, ou contient deux points de suite.
error-target-hyphen = « { $text } » a une partie qui commence ou finit par un tiret.
error-target-name-too-long = « { $text } » dépasse la longueur d'un nom : 253 caractères, et 63 entre deux points.
error-target-idn = « { $text } » n'est pas un nom international qui puisse être enregistré.

## Erreurs de ce qui est lu

error-code-empty = Il n'y a pas de code. Donnez-en un, par exemple 4.4.316.
error-code-near = « { $text } » n'est ni un code d'état ni un mot de rapport. Vouliez-vous dire { $suggestion } ?
error-code-malformed = « { $text } » n'est pas un code d'état. Écrivez-le comme 4.4.316, 450 4.4.316, 5.4.316 ou 44316.
error-read-empty = Il n'y a rien à lire. Donnez le texte de la NDR, ou un fichier qui le contient.
error-read-too-large = Le texte dépasse { $limit-mib } Mio. Donnez la NDR seule.
error-read-outlook-message = Ce fichier ressemble à un message Outlook (.msg) ou à un ancien document Office, et aucun texte n'y est lisible. Enregistrez le message de nouveau, ou copiez son texte.
error-read-binary = C'est un fichier { $format }, pas du texte. Donnez le texte de la NDR, ou un fichier .eml.
error-read-rich-text = Le texte de ce message Outlook n'existe qu'au format RTF, qui n'est pas lu ici. Ouvrez le message dans Outlook et copiez son texte, ou enregistrez-le au format texte ou HTML.
error-read-too-deep = Les parties de ce message sont imbriquées sur plus de { $limit } niveaux, et celles des premiers niveaux ne contiennent aucun rapport. Ouvrez le message et copiez le texte du rapport.
error-read-export-file = Ce sont des connecteurs sortants, et non un rapport. Cette commande les teste : mxray check --from { $file }
error-read-export = Ce sont des connecteurs sortants, et non un rapport. Enregistrez-les dans un fichier, que cette commande teste ensuite : mxray check --from connectors.json
error-export-empty = Il n'y a rien à importer. Donnez la sortie de Get-OutboundConnector, ou des lignes de cibles.
error-export-too-large = Le texte dépasse { $limit-mib } Mio. Exportez les connecteurs seuls.
error-export-too-many = Il y a plus de { $limit } connecteurs. Divisez le fichier.
error-export-binary = C'est un fichier { $format }, pas du texte. Exportez les connecteurs en JSON.
error-export-broken = Le { $kind } s'interrompt ou est mal formé à la ligne { $line }. Exportez de nouveau les connecteurs.
error-export-no-connectors = Ce texte ne contient aucun connecteur sortant. Cette commande les exporte : { $command }
error-export-inbound = Ce sont des connecteurs entrants. Cette commande exporte les connecteurs sortants : { $command }
error-export-send = Ce sont des connecteurs d'envoi d'un serveur Exchange (Get-SendConnector). mxray a besoin des connecteurs sortants d'Office 365. Cette commande les exporte : { $command }
error-export-receive = Ce sont des connecteurs de réception d'un serveur Exchange (Get-ReceiveConnector). mxray a besoin des connecteurs sortants d'Office 365. Cette commande les exporte : { $command }
error-export-table = C'est un tableau, qui omet ce qui compte. Cette commande exporte tout : { $command }
error-export-lossy = L'exportation a perdu les valeurs de la propriété { $property }. Cette commande les exporte en entier : { $command }
error-export-recipient-domain =
    { $choices ->
        [0] Le connecteur passe par les MX, et l'exportation ne nomme aucun domaine destinataire. Testez-en un avec : mxray check --mx DOMAINE
        [one] Le connecteur passe par les MX pour { $choices } domaine. Testez-le avec : mxray check --mx DOMAINE
       *[other] Le connecteur passe par les MX pour { $choices } domaines. Testez l'un d'eux avec : mxray check --mx DOMAINE
    }
error-export-no-smart-hosts = Le connecteur utilise des hôtes actifs, et l'exportation n'en nomme aucun.
error-export-lost = L'exportation a perdu les valeurs de la propriété { $property }.
error-export-smart-host = L'hôte actif « { $text } » n'est pas un hôte.
error-export-tls-settings = TlsSettings a la valeur « { $text } », que mxray ne connaît pas.
error-export-tls-domain =
    { $text ->
        [none] TlsSettings est DomainValidation, et TlsDomain est vide.
       *[other] TlsDomain est « { $text } », qui n'est pas un nom.
    }
error-endpoints-too-large = Le fichier dépasse { $limit-mib } Mio. Donnez la liste des adresses d'Office 365 seule.
error-endpoints-broken = Ce n'est pas la liste des adresses d'Office 365 : elle est mal formée à la ligne { $line }. Téléchargez-la depuis https://endpoints.office.com en JSON.
error-endpoints-no-ranges = Cette liste ne contient aucune plage d'Exchange sur le port 25. Téléchargez la liste mondiale depuis https://endpoints.office.com en JSON.
note-endpoints-impossible =
    { $count ->
        [one] { $count } entrée de la liste des adresses d'Office 365 n'est pas une plage possible et a été ignorée : « { $first } ». Téléchargez de nouveau la liste depuis https://endpoints.office.com.
       *[other] { $count } entrées de la liste des adresses d'Office 365 ne sont pas des plages possibles et ont été ignorées, la première étant « { $first } ». Téléchargez de nouveau la liste depuis https://endpoints.office.com.
    }

note-export-disabled = Ce connecteur est désactivé : aucun message ne l'utilise.
note-export-rule-scoped = Seule une règle de flux de messagerie envoie du courrier par ce connecteur.
note-export-test-mode = Ce connecteur est en mode test.
note-export-centralized = Tout le courrier de l'organisation passe par les serveurs locaux (transport de courrier centralisé).
note-export-all-accepted-domains = Ce connecteur vaut pour tous les domaines acceptés.
note-export-cidr = L'hôte actif { $text } est une plage d'adresses, que l'on ne peut pas tester ; il a été laissé de côté.
note-export-smart-host-unreadable = L'hôte actif « { $text } » n'est pas un hôte ; il a été laissé de côté.
note-export-list-cut = Format-List a coupé { $property } : il peut y avoir d'autres valeurs. Cette commande les exporte en entier : { $command }
note-export-list-lost = L'exportation a perdu les valeurs de la propriété { $property }. Cette commande les exporte en entier : { $command }
note-export-missing = L'exportation n'a pas la propriété { $property } ; la valeur par défaut a été retenue.
note-export-domain-unreadable = Le domaine destinataire « { $text } » est illisible ; il a été laissé de côté.

## Progression, sur l'erreur standard

progress-addresses =
    { $count ->
        [one] { $host } : { $count } adresse, { $left } au plus
       *[other] { $host } : { $count } adresses, { $left } au plus
    }
progress-ended = { $host } : { $ip }, { $outcome }, { $elapsed }
progress-ended-alone = { $ip } : { $outcome }, { $elapsed }
progress-left =
    { $count ->
        [one] { $host } : encore { $count } adresse, { $left } au plus
       *[other] { $host } : encore { $count } adresses, { $left } au plus
    }
progress-count = Connecteurs : { $done } sur { $total }
progress-dns = { $host } : en attente du DNS, { $left } au plus

## L'atelier

lab-line =
    { $code ->
        [none] { $id } : { $title }
        [other] { $id } : { $title }
       *[known] { $id } : { $title } ({ $code })
    }
lab-serves = L'atelier écoute. Son résolveur est { $resolver }, son certificat racine { $ca-file }.
lab-stop = Ctrl-C l'arrête.

## Fichiers enregistrés ou gardés en mémoire

error-store-name = « { $name } » ne peut pas être un nom de fichier ici.
error-store-exists = { $path } existe déjà, et rien n'a été écrasé.
error-store-missing = Le dossier { $path } n'existe pas.
error-store-no-folder = { $path } est un fichier et non un dossier, donc rien ne peut y être conservé. Déplacez-le, ou indiquez un dossier dans XDG_STATE_HOME.
error-store-below-file = { $path } est un fichier et non un dossier, donc rien ne peut y être enregistré. Choisissez un autre emplacement.
error-store-denied = Cet utilisateur n'a pas le droit d'écrire dans { $path }.
error-store-read-only = { $path } est en lecture seule.
error-store-full = Il n'y a plus de place pour { $path }.
error-store-no-home = Cet utilisateur n'a pas de dossier personnel : rien ne peut être gardé en mémoire. Définissez HOME ou XDG_STATE_HOME.
error-store-damaged = { $path } est endommagé à la ligne { $line }, colonne { $column }, et sera considéré comme vide. Supprimez-le ou réparez-le.
error-store-set-aside = { $path } est endommagé. Rien n'en est perdu : il s'appelle maintenant { $aside }.
error-store-newer = Une version plus récente de mxray a écrit { $path } (format { $version }). Rien n'en est perdu : il s'appelle maintenant { $aside }, et « mxray open » de cette version l'ouvre.
error-store-unread = { $path } est endommagé, ou une version plus récente de mxray l'a écrit. Il reste en place et ne compte pas.
error-store-held = Le cas { $value } est ouvert dans un autre mxray. Quittez d'abord cet autre mxray.
error-store-no-case = Le cas { $value } n'existe pas. La commande « mxray cases » en donne la liste.
error-store-large = { $path } serait plus gros qu'un cas ne peut l'être : rien n'a été écrit. Ce qui était gardé auparavant est toujours là.
error-store-no-file = { $path } n'est pas un fichier, donc il n'en est pas tenu compte. Déplacez-le.
error-store-not-replaced = { $path } n'est pas un fichier, et un rapport ne remplace rien d'autre. Choisissez un autre nom.
error-store-io = { $path } n'a pas été enregistré ({ $error }).
error-cases-no-state = Avec --no-state, il n'y a pas de cas. Retirez cette option pour les voir.
error-case-which = Indiquez de quel cas il s'agit. La commande « mxray cases » en donne la liste.
error-case-list-id = { $value } n'est pas nécessaire pour lister les cas. Pour en voir un : mxray cases show { $value }
error-case-several = Plusieurs cas commencent par { $value } : { $names }. Écrivez une plus grande partie du nom.
error-case-newer = Une version plus récente de mxray a écrit ce cas (format { $version }). Ouvrez-le avec cette version.
error-compare-redacted = { $file } est un rapport sans les noms : chaque rapport de ce type a ses propres pseudonymes et ne peut donc pas être comparé. Comparez des rapports qui contiennent les noms.
error-compare-stdin = Un seul des deux rapports peut venir de l'entrée standard (-).
error-open-several = { $file } contient { $count } rapports, alors qu'un cas porte sur un seul connecteur. Enregistrez le rapport de ce connecteur seul.
error-saved-no-json = { $file } n'est pas du JSON valide : le texte s'interrompt ou contient une erreur à la ligne { $line }, colonne { $column }. Enregistrez un rapport avec « mxray check --format json ».
error-saved-no-report = { $file } est du JSON, mais pas un rapport de mxray. Enregistrez-en un avec « mxray check --format json », ou avec s et un nom qui se termine par .json.
error-saved-damaged = Le rapport { $file } est incompréhensible à « { $part } » : il a été modifié, ou une version plus récente de mxray l'a écrit.
error-saved-lines = { $file } contient un rapport par ligne (jsonl). Placez la ligne voulue dans un fichier à part, ou enregistrez avec « mxray check --format json ».

## What is set once

config-place = { $file }, ligne { $line }
config-file-read = { $file } : lu
config-file-missing = { $file } : absent
config-file-unseen = { $file } : son dossier est fermé à cet utilisateur
config-default = valeur par défaut
config-default-resolver = par défaut : ceux du système
config-default-ca-file = par défaut : les seules racines du système
config-default-ehlo = par défaut : le nom de cet hôte
config-default-control = par défaut : un serveur de messagerie public de Microsoft
config-default-endpoints = par défaut : la liste intégrée
config-default-report-folder = par défaut : le dossier courant
config-default-lang = par défaut : d'après LC_ALL, LC_MESSAGES, LANG
note-config-open = Le propriétaire du fichier { $file } n'est pas le seul à pouvoir y écrire : quiconque peut le modifier décide des serveurs interrogés et des racines approuvées.
error-config-at = { $place } : { $why }
error-config-no-text = { $file } n'est pas une configuration : ce n'est pas du texte UTF-8, ou il dépasse 64 Kio.
error-config-syntax = { $file }, ligne { $line } : ce n'est pas du TOML ({ $error }). Une ligne s'écrit ainsi : timeout = 5
error-config-key = { $file }, ligne { $line } : la clé « { $key } » n'existe pas. Clés possibles : { $keys }.
error-config-key-near = { $file }, ligne { $line } : la clé « { $key } » n'existe pas. Vouliez-vous dire { $suggestion } ?
error-config-kind = { $file }, ligne { $line } : { $key } { $wanted ->
    [number] attend un nombre, par exemple { $key } = 5.
    [switch] attend true ou false, sans guillemets.
    [list] attend un texte entre guillemets droits, ou plusieurs : { $key } = ["…", "…"].
   *[text] attend un texte entre guillemets droits : { $key } = "…".
}
error-config-rival = { $file }, ligne { $line } : { $key } et { $other } ne vont pas ensemble. Retirez l'une des deux.
error-config-variable = La variable { $variable } n'existe pas. Vouliez-vous dire { $suggestion } ?
error-config-switch = { $variable } ne peut pas valoir « { $value } ». Donnez 1 ou 0, true ou false.
error-report-folder = Le dossier { $file }, où enregistrer les rapports, n'existe pas. Créez-le ou indiquez-en un autre.
