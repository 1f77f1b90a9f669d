# Ce que disent les rapports autour du diagnostic : titres, rubriques, et les lignes qui disent où et quand.

report-title = { $verdict } - { $connector }
report-title-fault = DÉFAUT : { $code }
report-title-healthy = CORRECT : aucun obstacle trouvé à la remise par Office 365
report-title-repaired = RÉPARÉ : ce qui empêchait Office 365 de remettre le courrier a disparu
report-title-warnings = { $count ->
    [one] CORRECT, avec { $count } avertissement : aucun obstacle trouvé à la remise par Office 365
   *[other] CORRECT, avec { $count } avertissements : aucun obstacle trouvé à la remise par Office 365
}
report-title-inconclusive = PAS DE VERDICT : d'ici, on ne peut pas savoir si Office 365 peut remettre le courrier
report-title-running = PAS ENCORE DE VERDICT : le test continue, aucun défaut pour l'instant
report-title-stopped = PAS DE VERDICT : le test a été arrêté avant sa fin
verdict-stopped = Pas de verdict : le test a été arrêté avant sa fin.
report-inconclusive-code = { $article ->
    [other] Si Office 365 rencontre la même chose, il signale un autre code d'erreur.
   *[known] Si Office 365 rencontre la même chose, il signale { $code }.
}
report-provisional = Le test a été arrêté avant sa fin : ce diagnostic est provisoire.

# $route : smart-host ou mx ; $tls : le paramètre TLS ; $party : own ou partner.
report-connector = { $named ->
    [yes] Connecteur : « { $name } », { $route ->
        [mx] par les enregistrements MX : { $hosts }
       *[smart-host] { $count ->
            [1] hôte actif { $hosts }
           *[other] hôtes actifs { $hosts }
        }
    }, port { $port }, { $party ->
        [partner] organisation partenaire
       *[own] votre propre organisation
    }, TLS : { $tls ->
        [opportunistic] utilisé s'il est proposé
        [encryption] exigé, tout certificat
        [domain] AC approuvée et nom { $tls-domain }
       *[certificate] AC approuvée
    }
   *[no] Connecteur : { $route ->
        [mx] par les enregistrements MX : { $hosts }
       *[smart-host] { $count ->
            [1] hôte actif { $hosts }
           *[other] hôtes actifs { $hosts }
        }
    }, port { $port }, { $party ->
        [partner] organisation partenaire
       *[own] votre propre organisation
    }, TLS : { $tls ->
        [opportunistic] utilisé s'il est proposé
        [encryption] exigé, tout certificat
        [domain] AC approuvée et nom { $tls-domain }
       *[certificate] AC approuvée
    }
}
report-reported = { $agreement ->
    [confirmed] Signalé : { $line } ; confirmé
    [code-fits] Signalé : { $line } ; le code correspond ; le rapport ne donne aucune raison
    [other-reason] Signalé : { $line } ; même code vu d'ici, pour une autre raison
    [different] Signalé : { $line } ; on voit autre chose d'ici
    [not-reproduced] Signalé : { $line } ; non reproduit d'ici
    [repaired] Signalé : { $line } ; réparé depuis
   *[none] Signalé : { $line }
}
report-dropped = { $count ->
    [one] Omise : { $count } adresse e-mail que contenait le rapport
   *[other] Omises : { $count } adresses e-mail que contenait le rapport
}
report-left-out = { $count ->
    [one] { $count } ligne ne tient pas dans ce rapport et a été omise. Testez moins d'hôtes actifs à la fois pour la voir.
   *[other] { $count } lignes ne tiennent pas dans ce rapport et ont été omises. Testez moins d'hôtes actifs à la fois pour les voir.
}
report-redacted = Dans ce rapport, les noms, adresses, personnes et empreintes numériques sont remplacés par des pseudonymes : toujours le même pour la même chose. Ce qui appartient à Microsoft est resté tel quel.
report-looked = { $view ->
    [both] Testé : { $at }, depuis { $host } ({ $ip }), et non depuis Office 365
    [host] Testé : { $at }, depuis { $host }, et non depuis Office 365
    [ip] Testé : { $at }, depuis { $ip }, et non depuis Office 365
   *[none] Testé : { $at }, depuis cette machine, et non depuis Office 365
}

pool-mixed = { $well ->
    [one] { $well } adresse sur { $count } accepte le courrier, si bien que certains messages passent et que d'autres attendent. En défaut : { $faults }.
   *[other] { $well } adresses sur { $count } acceptent le courrier, si bien que certains messages passent et que d'autres attendent. En défaut : { $faults }.
}
pool-fault = { $stage } - { $fault } ({ $count })

report-seen = Observé
report-age =
    { $days ->
        [0] Le rapport est d'aujourd'hui ({ $at }).
        [one] Le rapport a { $days } jour ({ $at }).
       *[other] Le rapport a { $days } jours ({ $at }).
    }
    .short =
    { $days ->
        [0] d'aujourd'hui
        [one] vieux de { $days } jour
       *[other] vieux de { $days } jours
    }
reason-means =
    { $count ->
        [0] « { $word } » correspond à { $code }. { $text }
        [1] « { $word } » correspond à { $code }. { $text }
       *[other] « { $word } » correspond à { $code }, pour l'une de ces raisons : { $text }
    }
report-means = Signification
report-causes = Causes probables
report-elsewhere = Causes probables aux autres adresses
other-fault = { $addresses }, { $stage } : { $fault }
report-meanwhile = En attendant
report-steps = À faire
report-repaired = Avant et après
another-fault-stands = Le défaut a changé ; avant, c'était { $title }.
steps-stand = { $verdict ->
    [inconclusive] Pas de verdict cette fois ; les étapes restent celles d'avant.
   *[other] Cette machine n'a pas revu le défaut précédent ; les étapes restent celles d'avant.
}
    .of = { $verdict ->
        [inconclusive] Pas de verdict cette fois ; les étapes restent celles d'avant, pour : { $title }
       *[other] Cette machine n'a pas revu le défaut précédent ; les étapes restent celles d'avant, pour : { $title }
    }
report-earlier = Défauts précédents
report-ticked = Fait
report-settled = Vérifié ou devenu inutile
report-not-seen = Non observé cette fois
report-unknown = Non visible d'ici

way-heading = Le chemin, adresse par adresse
way-title = { $named ->
    [yes] Le chemin vers l'adresse { $ip } ({ $host })
   *[no] Le chemin vers l'adresse { $ip }
}
way-name = { $state ->
    [fault] DÉFAUT dans le DNS : { $host }, { $fault }
    [warning] AVERTISSEMENT dans le DNS : { $host }, { $fault }
   *[skipped] aucune adresse : { $host }
}
way-left-out = { $count ->
    [one] { $count } autre adresse n'est pas dessinée ; elle figure dans la liste ci-dessous.
   *[other] { $count } autres adresses ne sont pas dessinées ; elles figurent dans la liste ci-dessous.
}

report-fault = DÉFAUT : { $fact }
report-warning = AVERTISSEMENT : { $fact }
report-detail = { $label } : { $detail }
report-row-fault = { $stage ->
    [connect] DÉFAUT (connexion)
    [banner] DÉFAUT (accueil)
    [ehlo] DÉFAUT (EHLO)
    [starttls] DÉFAUT (STARTTLS)
    [handshake] DÉFAUT (négociation TLS)
    [certificate] DÉFAUT (certificat)
    [ehlo-tls] DÉFAUT (EHLO sous TLS)
   *[quit] DÉFAUT
} : { $named ->
    [yes] { $ip } ({ $host }), après { $elapsed }
   *[no] { $ip }, après { $elapsed }
}
report-row-warning = { $failed ->
    [yes] { $stage ->
        [connect] AVERTISSEMENT (connexion)
        [banner] AVERTISSEMENT (accueil)
        [ehlo] AVERTISSEMENT (EHLO)
        [starttls] AVERTISSEMENT (STARTTLS)
        [handshake] AVERTISSEMENT (négociation TLS)
        [certificate] AVERTISSEMENT (certificat)
        [ehlo-tls] AVERTISSEMENT (EHLO sous TLS)
       *[quit] AVERTISSEMENT
    }
   *[no] AVERTISSEMENT
} : { $named ->
    [yes] { $ip } ({ $host }), après { $elapsed }
   *[no] { $ip }, après { $elapsed }
}
report-row-ok = correct : { $named ->
    [yes] { $ip } ({ $host }), { $elapsed }
   *[no] { $ip }, { $elapsed }
}, { $tls ->
    [none] sans TLS
   *[other] TLS { $tls }
}
report-row-stopped = arrêté : { $named ->
    [yes] { $ip } ({ $host }), après { $elapsed }
   *[no] { $ip }, après { $elapsed }
}
report-row-running = test en cours : { $named ->
    [yes] { $ip } ({ $host })
   *[no] { $ip }
}
report-row-not-tried = non testé : { $named ->
    [yes] { $ip } ({ $host })
   *[no] { $ip }
}
report-same-certificate = le même certificat
report-chain-of = Envoyés par { $ip } ({ $host }) :
setting-minds =
    { $minds ->
        [name] C'est le paramètre TLS du connecteur qui refuse le certificat : DomainValidation exige le nom { $tls-domain } ; CertificateValidation accepterait n'importe quel nom.
        [domain] C'est le paramètre TLS du connecteur qui refuse le certificat : DomainValidation exige un certificat approuvé qui porte le nom { $tls-domain } ; EncryptionOnly accepterait n'importe lequel.
       *[certificate] C'est le paramètre TLS du connecteur qui refuse le certificat : CertificateValidation exige un certificat approuvé ; EncryptionOnly accepterait n'importe lequel.
    }
    .short = Refusé par le paramètre TLS : { $setting }.

report-step = { $actor } : { $step }
report-step-since = { $state }, { $at } - { $actor } : { $step }
report-done = Résultat attendu : { $when }
report-explain = Toutes les étapes en détail : mxray explain { $code }
report-compare = Si Office 365 signale malgré tout un défaut, comparez-le avec ce que l'on voit d'ici :

# explain
report-expired = Devient { $code } une fois le message expiré.
report-lab = À voir en conditions réelles : mxray lab { $scenario }
report-situation = La situation
report-codes = Les codes
report-article = Un code en détail : mxray explain CODE

# read
report-read-found = { $speaker ->
    [exchange-online] Office 365 signale { $code }
    [exchange-server] Un serveur Exchange signale ce qu'Office 365 appelle { $code }
    [destination] Le serveur de destination répond par ce qu'Office 365 appelle { $code }
    [mail-server] Un serveur de messagerie consigne ce qu'Office 365 appelle { $code }
   *[unknown] Le texte parle de ce qu'Office 365 appelle { $code }
}
report-read-other = { $reported ->
    [none] Aucun article n'est consacré à cet échec.
   *[code] Aucun article n'est consacré au code { $reported }.
}
report-read-told = { $reported ->
    [none] Le texte de l'erreur en indique la cause.
   *[code] Le texte qui suit le code { $reported } indique la cause.
}
report-read-none = Aucune erreur de remise de ce genre n'a été trouvée
report-read-unwrapped = { $reason ->
    [title] La ligne dit { $reported } ; son titre dit { $code }.
    [no-article] La ligne dit { $reported }, qui relève du code { $code }.
   *[detail] La ligne dit { $reported } ; son détail dit { $code }.
}
report-read-facts = Ce qui a été lu
report-read-speaker = { $speaker ->
    [exchange-online] écrit par : Office 365
    [exchange-server] écrit par : un serveur Exchange de l'organisation
    [destination] écrit par : le serveur auquel le courrier était adressé
   *[mail-server] écrit par : un autre serveur de messagerie, dans son journal ou son message de rebond
}
report-read-direction = { $direction ->
    [outbound] { $speaker ->
        [exchange-online] direction : d'Office 365 vers un serveur de messagerie
        [exchange-server] direction : d'un serveur Exchange de l'organisation vers un autre serveur de messagerie
       *[other] direction : vers un serveur de messagerie
    }
    [inbound] direction : vers Office 365
   *[unknown] direction : le texte ne l'indique pas
}
report-read-reported = code tel qu'il est écrit : { $code }
report-read-expired = { $expired ->
    [yes] état : le message a expiré
   *[no] { $speaker ->
        [exchange-online] état : Office 365 réessaie encore
       *[other] état : le serveur d'envoi réessaie encore
    }
}
report-read-server = serveur : { $server }
report-read-detail = détail : { $detail }
report-read-expected = nom de certificat attendu : { $name }
report-read-presented = certificat présenté : { $name }
report-read-thumbprint = empreinte numérique : { $thumbprint }
report-read-connector = connecteur : { $name }
report-read-last = dernière tentative : { $at }, heure de l'expéditeur
report-read-at = date : { $at }
report-read-until = échéance des tentatives : { $at }
report-read-inner = autres codes du texte : { $codes }
report-read-text = Texte à l'appui
report-read-unread = Non compris, tel quel
report-read-unpublished = Connu, sans signification publiée par Microsoft
report-read-cause = Cause probable
report-read-next = Ensuite
report-read-compare = Testez ce serveur et comparez avec le rapport :
report-read-elsewhere = Ici, c'est un autre serveur qui envoie le courrier, et non Office 365 : commencez par lui. Depuis ce serveur, vérifiez s'il résout le nom, atteint le port et accepte le certificat. Ce que l'article dit des adresses d'Office 365 vaut alors pour celles de ce serveur.
report-read-reply = Lisez la réponse elle-même : les mots qui suivent le code disent ce qui a été refusé, ou ce qui a échoué. Si elle est tronquée, cherchez-la en entier dans le journal ou la file d'attente du serveur qui a envoyé le courrier ; dans Office 365, Get-MessageTraceDetailV2 suivi de Format-List Detail l'affiche.
report-read-nothing = Donnez l'erreur elle-même : la notification d'échec de remise, sous forme de texte ou de message enregistré, la dernière erreur de la file d'attente, ou la ligne du journal avec le code ; dans Office 365, Get-MessageTraceDetailV2 suivi de Format-List Detail affiche l'erreur en entier.
report-read-nothing-probe = À défaut, testez le serveur de messagerie lui-même :
# Causes that an article tells of Office 365 and of a connector, where another server sends.
report-elsewhere-no-such-name = Le nom n'existe pas : il est mal écrit là où l'acheminement du courrier est configuré, ou son enregistrement a été supprimé.
report-elsewhere-unavailable = Le serveur a répondu qu'il n'est pas disponible, ou qu'il n'accepte plus de connexions pour l'instant.
report-elsewhere-no-tls = Le serveur d'envoi exige TLS, et le serveur qui répond ne le propose pas.
report-elsewhere-tls-version = Les deux serveurs n'ont aucune version de TLS en commun.
report-elsewhere-tls-cipher = Les deux serveurs n'ont aucune suite de chiffrement en commun.
report-elsewhere-client-certificate = Le serveur qui répond vérifie le certificat que le serveur d'envoi présente en tant que client, et ne l'accepte pas.
report-elsewhere-session-tickets = Le serveur qui répond envoie des tickets de session TLS 1.3 d'une manière que le serveur d'envoi ne sait pas traiter.
report-elsewhere-blocklist = L'adresse du serveur d'envoi figure sur une liste de blocage à laquelle se fie le serveur qui répond.
report-elsewhere-name = L'objet du certificat ne correspond pas : le certificat a été émis pour d'autres noms que celui qu'attend le serveur d'envoi.
report-read-article = Lisez l'article, avec toutes les causes et toutes les étapes :
report-read-dropped = { $count ->
    [one] { $count } adresse e-mail a été vue et n'a pas été gardée.
   *[other] { $count } adresses e-mail ont été vues et n'ont pas été gardées.
}
report-read-more = { $count ->
    [one] Le texte contient { $count } autre rapport.
   *[other] Le texte contient { $count } autres rapports.
}

# Addresses of Office 365, and rules for firewalls. A note is one line of comment.
ranges-list = Adresses depuis lesquelles Office 365 envoie les messages vers le port TCP 25 (liste { $version } de Microsoft, du { $date })
ranges-inside = { $ip } est une adresse d'Office 365 : elle fait partie de la plage { $range } (liste { $version } de Microsoft, du { $date }).
ranges-outside = { $ip } n'est pas une adresse d'Office 365 : aucune plage de la liste { $version } de Microsoft, du { $date }, ne la contient.
rules-note-windows = Exécutez ceci en tant qu'administrateur. Désactivez les règles plus larges pour le port 25, car Windows autorise tout ce qu'une règle autorise.
rules-note-nftables = Chargez ceci avec nft -f. Tout autre hôte qui doit atteindre le port 25 de cette machine a besoin d'une règle placée avant la dernière (drop).
rules-note-iptables = Exécutez ceci en tant que root, puis de nouveau à chaque nouvelle liste : la chaîne est alors refaite. Tout autre hôte qui doit atteindre le port 25 de cette machine a besoin d'une règle dans INPUT, placée avant celle qui mène à cette chaîne.
rules-note-cisco-asa = Ajoutez ces lignes à la liste d'accès de l'interface externe, avant toute règle plus large pour le port 25, et remplacez OUTSIDE-IN par le nom de cette liste.
rules-note-fortigate = Si le pare-feu traduit l'adresse du serveur de messagerie, mettez l'IP virtuelle à la place de « all », et placez cette stratégie au-dessus des stratégies plus larges pour le port 25.

## Un connecteur sous surveillance : une ligne par changement

watch-now = { $at }  { $place } : maintenant, { $after } ; avant, pendant { $span } : { $before }
watch-new = { $at }  { $place } : nouvelle adresse ; { $after }
watch-names = les noms de la destination { $target }
watch-address = { $ip } ({ $host })
watch-healthy = correct
watch-not-seen = non observé d'ici
watch-absent = absente du DNS
watch-standing-healthy = aucun obstacle à la remise par Office 365
watch-standing-fault = défaut
watch-standing-inconclusive = pas de verdict
watch-blind = { $at }  { $target } : cette machine n'a rien pu observer ({ $fault }). Ce n'est pas un défaut de la destination ; la dernière observation reste valide.
watch-sighted = { $at }  { $target } : cette machine observe de nouveau, après { $span } d'interruption.
watch-gap = { $at }  { $target } : aucune observation entre { $from } et { $at } (machine en veille, ou mxray suspendu).
watch-alive = { $at }  { $target } : aucun changement ; depuis { $span } : { $before }
watch-alive-blind = { $at }  { $target } : cette machine ne peut toujours rien observer ({ $fault }) ; avant : { $before }
watch-began = Surveillance en cours ; pause entre deux tests : { $pause }. Chaque changement donne une ligne, une heure sans changement aussi. Ctrl-C y met fin.
watch-began-slower = Surveillance en cours ; pause entre deux tests : { $pause }, car les serveurs d'autrui ne sont pas sollicités plus souvent. Chaque changement donne une ligne, une heure sans changement aussi. Ctrl-C y met fin.
watch-ended = { $why ->
    [healthy] { $at }  Surveillance pendant { $span } : plus aucun obstacle.
    [time] { $at }  Surveillance pendant { $span } : la durée prévue est écoulée.
   *[stopped] { $at }  Surveillance pendant { $span } : arrêtée.
}
watch-deadline = { $shorter ->
    [over] Le message du rapport, mis en file d'attente le { $at } ou avant, revient à son expéditeur au plus tard le { $most } (dans { $left }) ; si le locataire a fixé { $hours } h, il est déjà revenu, sauf s'il a été remis.
   *[ahead] Le message du rapport, mis en file d'attente le { $at } ou avant, revient à son expéditeur au plus tard le { $most } (dans { $left }) ; si le locataire a fixé { $hours } h, au plus tard le { $least }.
}
watch-deadline-over = Le message du rapport, mis en file d'attente le { $at } ou avant, est maintenant revenu à son expéditeur, sauf s'il a été remis.
watch-deadline-stated = { $state ->
    [over] D'après le rapport, l'envoi de son message a été tenté jusqu'au { $most } : ce message est maintenant revenu à son expéditeur, sauf s'il a été remis.
   *[ahead] D'après le rapport, l'envoi de son message est tenté jusqu'au { $most } (dans { $left }) ; ensuite, ce message revient à son expéditeur.
}
watch-wait = La modification cochée à { $at } UTC prend effet entre { $least } et { $most } UTC (dans { $left } au plus tard) ; d'ici là, l'erreur peut encore se produire.

## Cas

cases-none = Aucun cas n'est ouvert. L'assistant en garde un dès qu'il y a quelque chose à réparer.
cases-line = { $name } : { $about }
case-deleted = Le cas { $id } est supprimé.
case-probes = Tests de ce cas
case-letters = Lettres
case-probed = { $count ->
    [0] { $at } : { $state }
   *[other] { $healthy ->
        [one] { $at } : { $state } ; { $healthy } adresse sur { $count } acceptait le courrier
       *[other] { $at } : { $state } ; { $healthy } adresses sur { $count } acceptaient le courrier
    }
}
case-letter = { $at } : destinataire { $actor }, langue { $lang }

## Deux rapports côte à côte

compare-title = { $unknown ->
    [0] Nouveau : { $new }, disparu : { $gone }, inchangé : { $same }, non revu : { $unseen }
   *[other] Nouveau : { $new }, disparu : { $gone }, inchangé : { $same }, non revu : { $unseen }, inconnu avant : { $unknown }
}
compare-before = Avant : { $at }, observé depuis { $host }.
compare-after = Après : { $at }, observé depuis { $host }.
compare-apart = Les deux rapports portent sur des connecteurs différents : ils parlent de serveurs différents.
compare-blind = Le second test n'a pas pu observer tout ce qu'il devait : ce qui ne figure pas comme nouveau existe peut-être quand même.
compare-swapped = Le premier rapport est le plus récent : ce qui figure comme nouveau a peut-être disparu depuis, et inversement.
compare-reset = Le paramètre TLS d'un connecteur n'est pas le même dans les deux rapports : ce que l'un laisse passer, l'autre le refuse.
compare-new = Nouveau
compare-gone = Disparu
compare-same = Inchangé
compare-unknown = Inconnu avant
compare-unseen = Non revu
compare-place = { $ip ->
    [none] { $host } : { $fault }
   *[ip] { $host }, { $ip } : { $fault }
}
compare-place-untried = { $ip ->
    [none] { $host } : { $fault } (non retesté)
   *[ip] { $host }, { $ip } : { $fault } (non retesté)
}
compare-place-unknown = { $ip ->
    [none] { $host } : { $fault } (non testé avant)
   *[ip] { $host }, { $ip } : { $fault } (non testé avant)
}
compare-place-unseen = { $ip ->
    [none] { $host } : { $fault } (le test s'est arrêté avant : { $why })
   *[ip] { $host }, { $ip } : { $fault } (le test s'est arrêté avant : { $why })
}

# Le tableau de tous les connecteurs. $unsure : ceux sans verdict.

overview-title = { $count ->
    [one] { $count } connecteur
   *[other] { $count } connecteurs
} : { $faults ->
    [0] aucun défaut
    [one] { $faults } défaut
   *[other] { $faults } défauts
}{ $unsure ->
    [0] {""}
   *[other] , { $unsure } sans verdict
}{ $unprobed ->
    [0] {""}
   *[other] , non testés : { $unprobed }
}
overview-head-state = État
overview-head-code = Code
overview-head-reason = Raison
overview-head-connector = Connecteur
overview-head-host = Mène à
overview-fault = DÉFAUT
overview-warning = avertissement
overview-ok = correct
overview-inconclusive = pas de verdict
overview-skipped = non testé
overview-unprobed = Non testés
overview-off = désactivé
overview-left-out = { $count ->
    [one] { $count } connecteur qui ne présente aucun défaut est laissé de côté.
   *[other] { $count } connecteurs qui ne présentent aucun défaut sont laissés de côté.
}

## Supervision : la ligne d'une sonde

monitor-fault = { $code } - { $seen }
monitor-title = { $title }{ $warnings ->
    [0] {""}
    [one] , { $warnings } avertissement
   *[other] , { $warnings } avertissements
}{ $skipped ->
    [0] {""}
   *[other] , non testés : { $skipped }
}
monitor-more = { $count ->
    [one] { $count } autre ligne est laissée de côté.
   *[other] { $count } autres lignes sont laissées de côté.
}
