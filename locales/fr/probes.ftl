# Ce qu'un test fait et voit. `fault-<id>` est le nom court d'un défaut, pour une cellule ou une liste.
# `evidence-<id>` est une phrase entière ; `.label` et `.detail` se lisent côte à côte dans le diagnostic.
# Ce que l'autre côté a envoyé est entre guillemets, intact.

## Étapes : le nom, et `.short` pour la tête d'une colonne

stage-dns = DNS
    .short = DNS
stage-connect = connexion
    .short = connexion
stage-banner = accueil
    .short = accueil
stage-ehlo = EHLO
    .short = EHLO
stage-starttls = STARTTLS
    .short = STARTTLS
stage-handshake = négociation TLS
    .short = TLS
stage-certificate = certificat
    .short = certificat
stage-ehlo-tls = EHLO sous TLS
    .short = EHLO TLS
stage-quit = QUIT
    .short = QUIT

## Comment une adresse a fini, et comment une question DNS a fini

outcome-healthy = correct
outcome-timed-out = délai dépassé
outcome-refused = refus
outcome-unreachable = injoignable
outcome-rejected = rejet
outcome-tls-unavailable = TLS non disponible
outcome-closed = coupure
outcome-certificate-invalid = certificat non accepté
outcome-tls-failed = échec de TLS
outcome-protocol-error = erreur de protocole
outcome-not-tried = non testé
outcome-local = problème sur cette machine

dns-outcome-answer = réponse
dns-outcome-nodata = aucun enregistrement de ce type
dns-outcome-nxdomain = nom inexistant
dns-outcome-servfail = échec de la recherche
dns-outcome-refused = refus
dns-outcome-timeout = aucune réponse
dns-outcome-malformed = réponse illisible
dns-outcome-loop = alias sans fin

## Défauts

fault-resolver-unavailable = pas de résolveur
fault-dns-nx-domain = nom inexistant
fault-dns-not-delegated = non délégué
fault-dns-no-data = aucune adresse
fault-dns-serv-fail = échec de recherche
fault-dns-dnssec-bogus = DNSSEC non valide
fault-dns-refused = refus DNS
fault-dns-timed-out = DNS muet
fault-dns-malformed = DNS illisible
fault-dns-loop = boucle d'alias
fault-dns-lame = délégation rompue
fault-dns-authority-silent = serveurs DNS muets
fault-dns-servers-differ = DNS divergent
fault-dns-unsteady = DNS instable
fault-dns-half-answered = réponse partielle
fault-dns-private-address = { fault-smart-host-not-public }
fault-dns-null-address = adresse nulle
fault-mx-target-missing = MX sans adresse
fault-mx-target-address = adresse IP dans MX
fault-mx-target-alias = alias dans MX
fault-several-aliases = plusieurs alias
fault-null-mx = MX nul
fault-null-mx-beside = MX nul, pas seul
fault-dns-outdated = DNS périmé
fault-dns-split = deux vues DNS
fault-smart-host-not-public = non publique
fault-tcp-timed-out = muet
fault-tcp-refused = refus
fault-tcp-prohibited = interdit
fault-tcp-unreachable = injoignable
fault-ipv6-fails = échec en IPv6
fault-local-no-route = pas de route ici
fault-local-permission = interdit ici
fault-local-resources = machine saturée
fault-local-stopped = test suspendu
fault-outbound-blocked = bloqué ici
fault-greeting-late = accueil tardif
fault-greeting-rejected = rejet
fault-not-smtp = pas du SMTP
fault-greeting-masked = accueil masqué
fault-reply-malformed = réponse illisible
fault-bare-line-feed = LF sans CR
fault-stray-character = car. de contrôle
fault-reply-unasked = réponse décalée
fault-reply-endless = réponse sans fin
fault-ehlo-rejected = EHLO refusé
fault-ehlo-unsupported = HELO seulement
fault-ehlo-masked = EHLO masqué
fault-starttls-missing = sans STARTTLS
fault-starttls-masked = masqué
fault-starttls-rejected = STARTTLS refusé
fault-starttls-injected = texte injecté
fault-ehlo-tls-rejected = EHLO TLS refusé
fault-closed = fermeture
fault-reset = réinitialisation
fault-silent = devenu muet
fault-path-mtu = taille des paquets
fault-tls-version = TLS trop ancien
fault-tls-cipher = sans suite commune
fault-tls-alert = alerte TLS
fault-tls-plaintext = texte, pas TLS
fault-tls-malformed = TLS défectueux
fault-tls-key-mismatch = clé discordante
fault-tls-client-certificate = certificat client
fault-tls-unsupported-here = inconnu ici
fault-tls-limit-here = limite de mxray
fault-certificate-expired = expiré
fault-certificate-not-yet-valid = pas encore valide
fault-certificate-name-mismatch = autre nom
fault-certificate-self-signed = auto-signé
fault-certificate-unknown-issuer = émetteur inconnu
fault-certificate-incomplete-chain = chaîne incomplète
fault-certificate-weak-key = clé faible
fault-certificate-weak-signature = signature faible
fault-certificate-revoked = révoqué
fault-certificate-malformed = inutilisable
fault-certificate-unsupported-here = non vérifiable ici
fault-chain-expired = chaîne expirée
fault-chain-not-yet-valid = chaîne à venir
fault-chain-malformed = chaîne défectueuse
fault-certificate-ends-soon = expire bientôt
fault-chain-ends-soon = chaîne à remplacer
fault-chain-order = chaîne en désordre
fault-certificate-ecdsa-only = aucune clé RSA
fault-no-roots = pas de racines ici
fault-sample-differs = deux serveurs

## Observations : les noms

evidence-records = Enregistrement { $record } du nom { $name } : { $records } ({ $elapsed })
    .label = { $record }
    .detail = { $records } ({ $elapsed })
evidence-dns-alias =
    { $aliases-count ->
        [1] Le nom { $name } est un alias du nom { $end } ({ $server }).
       *[other] Le nom { $name } est un alias du nom { $end }, par la chaîne { $aliases } ({ $server }).
    }
    .label = alias
    .detail = { $name } est { $end }
evidence-implicit-mx = Le nom { $name } n'a pas d'enregistrement MX ; ce sont donc ses propres adresses qui servent ({ $server }).
    .label = pas de MX
    .detail = ce sont les adresses du nom { $name } qui servent
evidence-resolver-unavailable =
    { $answer ->
        [silent] Le résolveur { $server }, qu'utilise cette machine, a laissé des questions sans réponse dans le temps imparti.
        [absent] Rien n'écoute à l'adresse { $server }, celle du résolveur qu'utilise cette machine.
        [unroutable] Cette machine n'a pas de route vers { $server }, le résolveur qu'elle utilise.
        [refuses] Le résolveur { $server }, qu'utilise cette machine, a refusé de répondre.
        [none] Aucun résolveur n'est configuré sur cette machine.
       *[other] Le résolveur { $server }, qu'utilise cette machine, ne donne aucune réponse utilisable.
    }
    .label = { fault-resolver-unavailable }
    .detail =
    { $answer ->
        [silent] { $server } a laissé des questions sans réponse
        [absent] rien n'écoute à l'adresse { $server }
        [unroutable] pas de route vers { $server }
        [refuses] { $server } a refusé de répondre
        [none] aucun n'est configuré sur cette machine
       *[other] { $server } ne donne aucune réponse utilisable
    }
evidence-dns-nx-domain = Selon { $server }, le nom { $name } n'existe pas : la réponse à la question { $record } est NXDOMAIN.
    .label = { fault-dns-nx-domain }
    .detail = { $name }, selon { $server }
evidence-dns-not-delegated = Le nom { $name } n'existe pas, et la réponse vient de la zone parente { $zone } : le domaine n'est pas enregistré, peut-être parce qu'il a expiré ({ $server }).
    .label = { fault-dns-not-delegated }
    .detail = { $name }, selon { $server } ; la zone { $zone } ne le connaît pas
evidence-dns-no-data = Le nom { $name } existe, mais n'a ni enregistrement MX ni adresse ({ $server }).
    .label = { fault-dns-no-data }
    .detail = { $name } n'a ni MX ni adresse, selon { $server }
evidence-dns-serv-fail =
    { $detail ->
        [none] La question { $record } sur le nom { $name } échoue : { $server } répond { $rcode }.
       *[other] La question { $record } sur le nom { $name } échoue : { $server } répond { $rcode } (« { $detail } »).
    }{ $authority ->
        [answers]
            { $current-count ->
                [0] { " " }C'est le résolveur qui échoue : { $servers }, qui fait autorité pour ce nom, répond que cet enregistrement n'existe pas.
               *[other] { " " }C'est le résolveur qui échoue : { $servers }, qui fait autorité pour ce nom, répond { $current }.
            }
        [fails]
            { $servers-count ->
                [1] { " " }Le serveur de noms du domaine, { $servers }, échoue aussi.
               *[other] { " " }Les serveurs de noms du domaine, { $servers }, échouent aussi.
            }
        [silent]
            { $servers-count ->
                [1] { " " }Le serveur de noms du domaine, { $servers }, ne répond pas non plus à cette machine.
               *[other] { " " }Les serveurs de noms du domaine, { $servers }, ne répondent pas non plus à cette machine.
            }
       *[unknown] { "" }
    }
    .label = { fault-dns-serv-fail }
    .detail =
    { $authority ->
        [answers] { $name } { $record } : { $rcode } selon { $server }, mais le serveur { $servers } répond
       *[other] { $name } { $record } : { $rcode }, selon { $server }
    }
evidence-dns-dnssec-bogus =
    { $detail ->
        [none] La validation DNSSEC échoue pour { $name } { $record } : { $server } répond SERVFAIL, mais répond correctement s'il ne vérifie pas les signatures.
       *[other] La validation DNSSEC échoue pour { $name } { $record } : { $server } répond SERVFAIL (« { $detail } »), mais répond correctement s'il ne vérifie pas les signatures.
    }
    .label = { fault-dns-dnssec-bogus }
    .detail = { $name } { $record } : signatures non valides, selon { $server }
evidence-dns-refused =
    { $rcode ->
        [REFUSED] { $server } refuse la question { $record } sur le nom { $name }
       *[other] { $server } répond { $rcode } à la question { $record } sur le nom { $name }
    }{ $answers-others ->
        [yes] , mais répond à d'autres.
       *[no] .
    }
    .label = { fault-dns-refused }
    .detail =
    { $rcode ->
        [REFUSED] { $name } { $record }, par { $server }
       *[other] { $name } { $record } : { $rcode }, selon { $server }
    }
evidence-dns-timed-out =
    { $cut ->
        [yes] { $server } tronque en UDP sa réponse à la question { $record } sur le nom { $name }, et n'en a donné aucune en TCP pendant { $waited }.
       *[no]
            { $answers-others ->
                [yes] La question { $record } sur le nom { $name } est restée sans réponse pendant { $waited } ; { $server } répond à d'autres.
               *[no] { $server } n'a pas répondu en { $waited } à la question { $record } sur le nom { $name }.
            }
    }
    .label = { fault-dns-timed-out }
    .detail =
    { $cut ->
        [yes] { $name } { $record } : tronquée en UDP, rien en TCP, { $server }
       *[no] { $name } { $record } : { $server } n'a pas répondu en { $waited }
    }
evidence-dns-malformed =
    { $cut ->
        [yes] { $server } tronque en UDP sa réponse à la question { $record } sur le nom { $name }, et ne la donne pas entière en TCP.
       *[no] La réponse du serveur { $server } à la question { $record } sur le nom { $name } est illisible.
    }
    .label = { fault-dns-malformed }
    .detail =
    { $cut ->
        [yes] { $name } { $record } : tronquée en UDP, pas entière en TCP, { $server }
       *[no] { $name } { $record } : réponse illisible du serveur { $server }
    }
evidence-dns-loop =
    { $circle ->
        [yes] Les alias du nom { $name } tournent en rond : { $aliases } ({ $server }).
       *[no] Les alias du nom { $name } ne finissent pas : mxray s'est arrêté après { $count } alias ({ $server }) : { $aliases }.
    }
    .label =
    { $circle ->
        [yes] { fault-dns-loop }
       *[no] trop d'alias
    }
    .detail = { $aliases }
evidence-dns-lame =
    { $answering-count ->
        [0] La délégation de la zone { $zone } ne mène à aucun serveur de noms qui réponde pour elle.
       *[other] Les serveurs de noms de la zone { $zone } ne répondent pas tous pour elle.
    }{ $refusing-count ->
        [0] { "" }
        [one] { " " }{ $refusing } ne sert pas la zone.
       *[other] { " " }{ $refusing } ne servent pas la zone.
    }{ $failing-count ->
        [0] { "" }
        [one] { " " }{ $failing } répond par une erreur.
       *[other] { " " }{ $failing } répondent par une erreur.
    }{ $silent-count ->
        [0] { "" }
        [one] { " " }{ $silent } ne répond pas.
       *[other] { " " }{ $silent } ne répondent pas.
    }{ $missing-count ->
        [0] { "" }
        [one] { " " }{ $missing } n'a pas d'adresse.
       *[other] { " " }{ $missing } n'ont pas d'adresse.
    }{ $answering-count ->
        [0] { "" }
        [one] { " " }{ $answering } répond bien.
       *[other] { " " }{ $answering } répondent bien.
    }
    .label = { fault-dns-lame }
    .detail = zone { $zone } non servie par { $servers }
evidence-dns-authority-silent =
    { $servers-count ->
        [1] Le serveur de noms de la zone { $zone } ({ $servers }) ne répond pas à cette machine ; on ne peut donc pas savoir si les données du résolveur { $server } sont anciennes. Il est arrêté, ou ce réseau ne laisse que son résolveur l'interroger.
       *[other] Les serveurs de noms de la zone { $zone } ({ $servers }) ne répondent pas à cette machine ; on ne peut donc pas savoir si les données du résolveur { $server } sont anciennes. Ils sont arrêtés, ou ce réseau ne laisse que son résolveur les interroger.
    }
    .label = { fault-dns-authority-silent }
    .detail = zone { $zone } : { $servers } sans réponse
evidence-dns-servers-differ =
    { $records-count ->
        [0]
            { $others-count ->
                [0] Les serveurs de noms du nom { $name } diffèrent : des serveurs { $server } et { $other }, un seul connaît ce nom.
               *[other] Les serveurs de noms du nom { $name } diffèrent : { $server } n'en a pas d'enregistrement { $record }, et { $other } a { $others }.
            }
       *[other]
            { $others-count ->
                [0] Les serveurs de noms du nom { $name } diffèrent : { $server } a l'enregistrement { $record } { $records }, et { $other } n'en a pas.
               *[other] Les serveurs de noms du nom { $name } diffèrent : { $server } a l'enregistrement { $record } { $records }, et { $other } a { $others }.
            }
    }
    .label = { fault-dns-servers-differ }
    .detail =
    { $records-count ->
        [0]
            { $others-count ->
                [0] { $server } et { $other }
               *[other] { $server } : rien ; { $other } : { $others }
            }
       *[other]
            { $others-count ->
                [0] { $server } : { $records } ; { $other } : rien
               *[other] { $server } : { $records } ; { $other } : { $others }
            }
    }
evidence-dns-unsteady =
    { $detail ->
        [none] La question { $record } sur le nom { $name } a d'abord échoué : { $server } a répondu { $rcode }, puis a donné la réponse quand la question a été reposée. Office 365 peut rencontrer cet échec.
       *[other] La question { $record } sur le nom { $name } a d'abord échoué : { $server } a répondu { $rcode } (« { $detail } »), puis a donné la réponse quand la question a été reposée. Office 365 peut rencontrer cet échec.
    }
    .label = { fault-dns-unsteady }
    .detail = { $name } { $record } : d'abord { $rcode }, puis une réponse, { $server }
evidence-dns-half-answered =
    { $outcome ->
        [timeout] La question { $record } sur le nom { $name } est restée sans réponse pendant { $waited } ({ $server }), alors que la question { $other } mène à une adresse. Un expéditeur qui pose les deux peut attendre, ou renoncer.
        [nxdomain] À la question { $record }, { $server } répond que le nom { $name } n'existe pas, alors que la question { $other } mène à une adresse. Un expéditeur qui pose les deux peut le croire.
        [malformed] La réponse donnée par { $server } à la question { $record } sur le nom { $name } est illisible, alors que la question { $other } mène à une adresse. Un expéditeur qui pose les deux peut renoncer.
        [refused] { $server } refuse la question { $record } sur le nom { $name }, alors que la question { $other } mène à une adresse. Un expéditeur qui pose les deux peut renoncer.
       *[other] La question { $record } sur le nom { $name } échoue ({ $server }), alors que la question { $other } mène à une adresse. Un expéditeur qui pose les deux peut renoncer.
    }
    .label = { fault-dns-half-answered }
    .detail =
    { $outcome ->
        [timeout] { $name } { $record } : pas de réponse en { $waited } ({ $server })
        [nxdomain] { $name } { $record } : ce nom n'existe pas, selon { $server }
       *[other] { $name } { $record } : pas de réponse utilisable ({ $server })
    }
evidence-dns-not-asked =
    { $record ->
        [none] Le temps a manqué pour { $name } : les questions de cette exécution au résolveur sont si nombreuses, ou ses réponses si lentes, que le temps accordé à un connecteur s'est écoulé avant. On ne sait rien de ce nom. Avec moins de noms à la fois, ou un --timeout plus long, le temps suffira.
       *[other] Le temps a manqué pour les enregistrements { $record } du nom { $name } : les questions de cette exécution au résolveur sont si nombreuses, ou ses réponses si lentes, que le temps accordé à un connecteur s'est écoulé avant. On ne sait rien de ces enregistrements. Avec moins de noms à la fois, ou un --timeout plus long, le temps suffira.
    }
    .label = non demandé
    .detail =
        { $record ->
            [none] { $name } : non demandé, faute de temps
           *[other] { $name } { $record } : non demandé, faute de temps
        }
evidence-dns-private-address =
    { $kind ->
        [tunnel]
        { $all ->
            [yes] Le nom { $name } ne mène qu'à { $records } ({ $server }), c'est-à-dire à un tunnel (6to4 ou Teredo) : les relais qui y menaient ont été retirés, et il ne faut pas s'attendre à ce qu'Office 365 puisse y accéder. Le DNS public peut contenir une autre adresse.
           *[no] Certaines adresses du nom { $name } sont celles d'un tunnel (6to4 ou Teredo) ; les relais qui y menaient ont été retirés, et il ne faut pas s'attendre à ce qu'Office 365 puisse les atteindre : { $records } ({ $server }).
        }
       *[other]
        { $all ->
            [yes] Le nom { $name } ne mène qu'à { $records } ({ $server }) : cela ne vaut qu'à l'intérieur d'un réseau, et Office 365 ne peut pas y accéder. Le DNS public peut contenir une autre adresse.
           *[no] Certaines adresses du nom { $name } ne valent qu'à l'intérieur d'un réseau, et Office 365 ne peut pas les atteindre : { $records } ({ $server }).
        }
    }
    .label = { fault-dns-private-address }
    .detail = { $name } : { $records }, selon { $server }
evidence-dns-null-address = L'enregistrement { $record } du nom { $name } contient { $records }, qui n'est l'adresse d'aucun hôte ({ $server }).
    .label = { fault-dns-null-address }
    .detail = { $name } { $record } : { $records }, selon { $server }
evidence-mx-target-missing = L'enregistrement MX du nom { $name } désigne { $target }, qui n'a pas d'adresse ({ $server }).
    .label = { fault-mx-target-missing }
    .detail = { $name } désigne { $target }
evidence-mx-target-address =
    { $is-address ->
        [yes] L'enregistrement MX du nom { $name } contient l'adresse IP { $target }, là où il faut un nom d'hôte ({ $server }).
       *[no] L'enregistrement MX du nom { $name } contient « { $target } », là où il faut un nom d'hôte ({ $server }).
    }
    .label = { fault-mx-target-address }
    .detail = { $name } contient { $target }
evidence-mx-target-alias = Selon { $server }, l'enregistrement MX du nom { $name } désigne { $target }, qui est un alias ({ $aliases }) ; la norme l'interdit.
    .label = { fault-mx-target-alias }
    .detail = { $name } désigne { $target }
evidence-several-aliases = Selon { $server }, le nom { $name } a plusieurs alias à la fois ({ $aliases }) ; la norme n'en admet qu'un, et chaque résolveur en suit un, si bien qu'Office 365 peut aller ailleurs.
    .label = { fault-several-aliases }
    .detail = { $name } : { $aliases }
evidence-null-mx = Le nom { $name } a un enregistrement MX nul : le domaine déclare ainsi qu'il n'accepte aucun courrier ({ $server }).
    .label = { fault-null-mx }
    .detail = { $name } n'accepte aucun courrier
evidence-null-mx-beside = Selon { $server }, le nom { $name } a un enregistrement MX nul à côté d'autres enregistrements MX ; la norme l'interdit, et on ne sait pas si Office 365 y lit « aucun courrier ».
    .label = { fault-null-mx-beside }
    .detail = { $name } a aussi d'autres enregistrements MX
evidence-dns-outdated =
    { $missing ->
        [yes]
            { $current-count ->
                [0] { $server } dit encore que le nom { $name } n'existe pas, alors que le serveur { $authoritative } le connaît maintenant ; les anciennes données disparaissent dans { $ttl }.
               *[other] { $server } dit encore que le nom { $name } n'existe pas, alors que le serveur { $authoritative } donne maintenant { $current } comme enregistrement { $record } ; les anciennes données disparaissent dans { $ttl }.
            }
       *[no]
            { $cached-count ->
                [0] { $server } ne donne encore aucun enregistrement { $record } du nom { $name }, alors que le serveur { $authoritative } donne maintenant { $current } ; les anciennes données disparaissent dans { $ttl }.
               *[other]
                    { $current-count ->
                        [0] { $server } donne encore { $cached } comme enregistrement { $record } du nom { $name }, alors que le serveur { $authoritative } n'en a plus aucun ; les anciennes données disparaissent dans { $ttl }.
                       *[other] { $server } donne encore { $cached } comme enregistrement { $record } du nom { $name }, alors que le serveur { $authoritative } donne maintenant { $current } ; les anciennes données disparaissent dans { $ttl }.
                    }
            }
    }
    .label = { fault-dns-outdated }
    .detail =
    { $cached-count ->
        [0]
            { $current-count ->
                [0] rien, maintenant présent ; à jour dans { $ttl }
               *[other] rien, maintenant { $current } ; à jour dans { $ttl }
            }
       *[other]
            { $current-count ->
                [0] { $cached }, maintenant rien ; à jour dans { $ttl }
               *[other] { $cached }, maintenant { $current } ; à jour dans { $ttl }
            }
    }
evidence-dns-split =
    { $missing ->
        [none]
            { $records-count ->
                [0] Pour l'enregistrement { $record } du nom { $name }, { $server } ne donne rien et { $other } donne { $others }.
               *[other]
                    { $others-count ->
                        [0] Pour l'enregistrement { $record } du nom { $name }, { $server } donne { $records } et { $other } ne donne rien.
                       *[other] Pour l'enregistrement { $record } du nom { $name }, { $server } donne { $records } et { $other } donne { $others }.
                    }
            }
       *[other]
            { $records-count ->
                [0]
                    { $others-count ->
                        [0] Des résolveurs { $server } et { $other }, un seul connaît le nom { $name } : { $missing } dit qu'il n'existe pas.
                       *[other] { $missing } dit que le nom { $name } n'existe pas, et { $other } donne { $others } comme enregistrement { $record }.
                    }
               *[other] Pour l'enregistrement { $record } du nom { $name }, { $server } donne { $records }, et { $missing } dit que ce nom n'existe pas.
            }
    }
    .label = { fault-dns-split }
    .detail =
    { $records-count ->
        [0]
            { $others-count ->
                [0] le nom { $name } est inconnu du résolveur { $missing }
               *[other] { $server } : rien ; { $other } : { $others }
            }
       *[other]
            { $others-count ->
                [0] { $server } : { $records } ; { $other } : rien
               *[other] { $server } : { $records } ; { $other } : { $others }
            }
    }
## Observations : la connexion

evidence-connected =
    { $from ->
        [none] Connexion établie en { $elapsed }.
       *[other] Connexion établie depuis { $from } en { $elapsed }.
    }
    .label = connexion
    .detail = établie en { $elapsed }
evidence-smart-host-not-public =
    { $kind ->
        [private] Le connecteur indique { $ip }, une adresse privée : elle ne vaut qu'à l'intérieur d'un réseau, et Office 365 ne peut jamais l'atteindre.
        [shared] Le connecteur indique { $ip }, une adresse qu'un fournisseur partage entre ses clients : Office 365 ne peut jamais l'atteindre.
        [link-local] Le connecteur indique { $ip }, une adresse de lien local : elle ne vaut que sur un seul segment du réseau, et Office 365 ne peut jamais l'atteindre.
        [unique-local] Le connecteur indique { $ip }, une adresse locale unique : elle ne vaut qu'à l'intérieur d'un réseau, et Office 365 ne peut jamais l'atteindre.
        [benchmark] Le connecteur indique { $ip }, une adresse réservée aux mesures en laboratoire : Office 365 ne peut jamais l'atteindre.
        [tunnel] Le connecteur indique { $ip }, une adresse de tunnel (6to4 ou Teredo) : les relais qui y menaient ont été retirés, et il ne faut pas s'attendre à ce qu'Office 365 puisse l'atteindre.
        [mapped] Le connecteur indique { $ip }, une adresse IPv4 écrite en IPv6 : aucun paquet ne la porte, et Office 365 ne peut jamais l'atteindre.
        [multicast] Le connecteur indique { $ip }, une adresse de multidiffusion : ce n'est l'adresse d'aucun hôte, et Office 365 ne peut jamais l'atteindre.
        [broadcast] Le connecteur indique { $ip }, l'adresse de diffusion : ce n'est l'adresse d'aucun hôte, et Office 365 ne peut jamais l'atteindre.
        [unspecified] Le connecteur indique { $ip }, qui désigne l'absence d'adresse : Office 365 ne peut jamais l'atteindre.
       *[other] Le connecteur indique { $ip }, une adresse qui n'a été attribuée à personne : Office 365 ne peut jamais l'atteindre.
    }
    .label = { fault-smart-host-not-public }
    .detail = { $ip }
evidence-loopback = L'adresse est celle de cette machine même (boucle locale) : c'est un essai, car Office 365 ne peut jamais l'atteindre.
    .label = cette machine
    .detail = cette machine elle-même ; Office 365 ne peut pas l'atteindre
evidence-single-label = Le connecteur indique { $name }, un nom sans point : un nom d'une seule partie n'est complété qu'à l'intérieur d'un réseau, et Office 365 n'en complète aucun.
    .label = sans point
    .detail = { $name }, un nom d'une seule partie
evidence-smart-host-office365 = Le connecteur indique { $name }, c'est-à-dire Office 365 lui-même : le courrier qui y est envoyé revient. Cela ne convient qu'à un partenaire dont le courrier est dans Office 365.
    .label = Office 365 lui-même
    .detail = { $name }
evidence-tcp-timed-out = La tentative de connexion est restée sans réponse pendant { $waited }.
    .label = { fault-tcp-timed-out }
    .detail = aucune réponse en { $waited }
evidence-tcp-refused = La connexion a été refusée après { $elapsed }.
    .label = { fault-tcp-refused }
    .detail = après { $elapsed }
evidence-tcp-prohibited = { $by }, sur le chemin du serveur, refuse la connexion (ICMP).
    .label = { fault-tcp-prohibited }
    .detail = par { $by } (ICMP)
evidence-tcp-unreachable =
    { $by ->
        [none] L'adresse est injoignable ; d'ici, on ne peut pas savoir qui le dit.
       *[other] { $by } signale que l'adresse est injoignable (ICMP).
    }
    .label = { fault-tcp-unreachable }
    .detail =
    { $by ->
        [none] source inconnue
       *[other] selon { $by } (ICMP)
    }
evidence-ipv6-fails = IPv6 échoue ({ $failing }) alors qu'IPv4 fonctionne ({ $working }) ; depuis octobre 2024, Office 365 essaie en règle générale toutes les adresses IPv6 d'une même préférence MX avant toute adresse IPv4.
    .label = { fault-ipv6-fails }
    .detail = échec sur { $failing }, succès sur { $working }
evidence-local-no-route = Cette machine n'a pas de route vers l'adresse, ou pas d'adresse d'où émettre ({ $error }).
    .label = { fault-local-no-route }
    .detail = { $error }
evidence-local-permission = Cette machine ne laisse pas mxray se connecter ({ $error }).
    .label = { fault-local-permission }
    .detail = { $error }
evidence-local-resources = Cette machine n'a plus ni socket, ni port, ni mémoire pour la connexion ({ $error }).
    .label = { fault-local-resources }
    .detail = { $error }
evidence-local-stopped = mxray a lui-même été suspendu pendant { $stopped } alors qu'il attendait : impossible de savoir si une réponse est arrivée à temps.
    .label = { fault-local-stopped }
    .detail = { $stopped }
evidence-outbound-blocked =
    { $refused ->
        [yes] Le port { $port } est bloqué en sortie de ce réseau : la connexion de contrôle vers { $control } a été refusée.
       *[no] Le port { $port } est bloqué en sortie de ce réseau : la connexion de contrôle vers { $control } est restée sans réponse, elle aussi.
    }
    .label = { fault-outbound-blocked }
    .detail =
    { $refused ->
        [yes] port { $port } ; { $control } a refusé
       *[no] port { $port } ; { $control } n'a pas répondu non plus
    }
evidence-control-answered = La connexion de contrôle vers { $control } a reçu une réponse : ce réseau laisse donc sortir le trafic vers ce port.
    .label = contrôle
    .detail = { $control } a répondu
evidence-other-port = Le port { $port } a été testé ; Office 365 n'utilise que le port 25.
    .label = autre port
    .detail = { $port } ; Office 365 n'utilise que le 25
evidence-not-tried =
    { $count ->
        [one] { $count } adresse n'a pas été testée (testées auparavant : { $limit }).
       *[other] { $count } adresses n'ont pas été testées (testées auparavant : { $limit }).
    }
    .label = non testé
    .detail =
    { $count ->
        [one] { $count } adresse ; testées auparavant : { $limit }
       *[other] { $count } adresses ; testées auparavant : { $limit }
    }

evidence-out-of-time =
    { $count ->
        [one] { $count } adresse n'a pas été testée : le temps accordé à un connecteur, { $total }, n'aurait pas suffi.
       *[other] { $count } adresses n'ont pas été testées : le temps accordé à un connecteur, { $total }, n'aurait pas suffi.
    }
    .label = non testé
    .detail =
    { $count ->
        [one] { $count } adresse, faute de temps
       *[other] { $count } adresses, faute de temps
    }
evidence-not-asked-again =
    { $count ->
        [one] Cette adresse n'a pas été interrogée de nouveau sous ce nom : elle l'a déjà été { $count } fois pendant cette exécution, et mxray ne va pas au-delà. On ne sait pas ce qu'elle répond sous ce nom.
       *[other] Cette adresse n'a pas été interrogée de nouveau sous ce nom : elle l'a déjà été { $count } fois pendant cette exécution, et mxray ne va pas au-delà. On ne sait pas ce qu'elle répond sous ce nom.
    }
    .label = non réinterrogée
    .detail =
    { $count ->
        [one] déjà interrogée { $count } fois
       *[other] déjà interrogée { $count } fois
    }
## Observations : SMTP

evidence-greeting-late = L'accueil a pris { $waited }. Office 365 n'attend peut-être pas si longtemps.
    .label = { fault-greeting-late }
    .detail = après { $waited }
evidence-greeting-rejected = Le serveur accueille par un refus : « { $reply } ».
    .label = { fault-greeting-rejected }
    .detail = « { $reply } »
evidence-not-smtp =
    { $kind ->
        [http] C'est un serveur web qui répond (HTTP), pas un serveur de messagerie : « { $received } ».
        [ssh] C'est un serveur SSH qui répond, pas un serveur de messagerie : « { $received } ».
        [tls] Le serveur parle TLS dès le premier octet, alors que SMTP commence en clair : « { $received } ».
        [ftp] C'est un serveur FTP qui répond, pas un serveur de messagerie : « { $received } ».
        [pop3] C'est un serveur POP3 qui répond ; il distribue le courrier et n'en reçoit pas : « { $received } ».
        [imap] C'est un serveur IMAP qui répond ; il distribue le courrier et n'en reçoit pas : « { $received } ».
       *[unknown] Ce qui répond ne parle pas SMTP : « { $received } ».
    }
    .label = { fault-not-smtp }
    .detail =
    { $kind ->
        [http] HTTP : « { $received } »
        [ssh] SSH : « { $received } »
        [tls] TLS dès le premier octet
        [ftp] FTP : « { $received } »
        [pop3] POP3 : « { $received } »
        [imap] IMAP : « { $received } »
       *[unknown] « { $received } »
    }
evidence-greeting-masked = L'accueil est masqué par des astérisques, ce qui trahit un pare-feu qui inspecte SMTP : « { $received } ».
    .label = { fault-greeting-masked }
    .detail = « { $received } »
evidence-reply-malformed =
    { $at ->
        [banner] L'accueil enfreint les règles de SMTP : « { $received } ».
        [ehlo] La réponse à EHLO enfreint les règles de SMTP : « { $received } ».
        [starttls] La réponse à STARTTLS enfreint les règles de SMTP : « { $received } ».
        [ehlo-tls] La réponse à EHLO sous TLS enfreint les règles de SMTP : « { $received } ».
       *[other] Une réponse du serveur enfreint les règles de SMTP : « { $received } ».
    }
    .label = { fault-reply-malformed }
    .detail = « { $received } »
evidence-bare-line-feed =
    { $at ->
        [banner] Une ligne de l'accueil se termine par LF seul, et non par CR LF : « { $received } ».
        [ehlo] Une ligne de la réponse à EHLO se termine par LF seul, et non par CR LF : « { $received } ».
        [starttls] La réponse à STARTTLS se termine par LF seul, et non par CR LF : « { $received } ».
        [ehlo-tls] Une ligne de la réponse à EHLO sous TLS se termine par LF seul, et non par CR LF : « { $received } ».
       *[other] Une ligne du serveur se termine par LF seul, et non par CR LF : « { $received } ».
    } Office 365 attend peut-être la suite de la ligne.
    .label = { fault-bare-line-feed }
    .detail = « { $received } »
evidence-stray-character =
    { $at ->
        [banner] Une ligne de l'accueil contient un { $character }, ce que SMTP interdit : « { $received } ».
        [ehlo] Une ligne de la réponse à EHLO contient un { $character }, ce que SMTP interdit : « { $received } ».
        [starttls] La réponse à STARTTLS contient un { $character }, ce que SMTP interdit : « { $received } ».
        [ehlo-tls] Une ligne de la réponse à EHLO sous TLS contient un { $character }, ce que SMTP interdit : « { $received } ».
       *[other] Une ligne du serveur contient un { $character }, ce que SMTP interdit : « { $received } ».
    } Office 365 la lit peut-être autrement.
    .label = { fault-stray-character }
    .detail = { $character } : « { $received } »
evidence-reply-unasked =
    { $early ->
        [no]
            { $at ->
                [ehlo] EHLO a reçu une réponse qui accepte autre chose : « { $received } ». Seul 250 accepte EHLO.
                [starttls] STARTTLS a reçu une réponse qui accepte autre chose : « { $received } ». Seul 220 accepte STARTTLS.
                [ehlo-tls] EHLO sous TLS a reçu une réponse qui accepte autre chose : « { $received } ». Seul 250 accepte EHLO.
               *[other] Une commande a reçu une réponse qui accepte autre chose : « { $received } ».
            }
       *[yes]
            { $at ->
                [ehlo] Avant sa réponse à EHLO, ou en plus de celle-ci, le serveur a dit ce que personne ne lui demandait : « { $received } ».
                [starttls] Avant sa réponse à STARTTLS, ou en plus de celle-ci, le serveur a dit ce que personne ne lui demandait : « { $received } ».
                [ehlo-tls] Avant sa réponse à EHLO sous TLS, ou en plus de celle-ci, le serveur a dit ce que personne ne lui demandait : « { $received } ».
               *[other] Le serveur a dit ce que personne ne lui demandait : « { $received } ».
            }
    } Dès lors, ses réponses et les commandes sont décalées.
    .label = { fault-reply-unasked }
    .detail = « { $received } »
evidence-reply-endless =
    { $at ->
        [banner] L'accueil n'était pas terminé après { $elapsed }. Il en était à « { $received } ».
        [ehlo] La réponse à EHLO n'était pas terminée après { $elapsed }. Elle en était à « { $received } ».
        [starttls] La réponse à STARTTLS n'était pas terminée après { $elapsed }. Elle en était à « { $received } ».
        [ehlo-tls] La réponse à EHLO sous TLS n'était pas terminée après { $elapsed }. Elle en était à « { $received } ».
       *[other] Une réponse du serveur n'était pas terminée après { $elapsed }. Elle en était à « { $received } ».
    }{ $lines ->
        [0] { "" }
        [one] { " " }Avant cela, { $lines } ligne complète était arrivée.
       *[other] { " " }Avant cela, { $lines } lignes complètes étaient arrivées.
    }
    .label = { fault-reply-endless }
    .detail =
    { $lines ->
        [0] une ligne sans fin : « { $received } »
        [one] pas de fin après { $lines } ligne ({ $elapsed }) : « { $received } »
       *[other] pas de fin après { $lines } lignes ({ $elapsed }) : « { $received } »
    }
evidence-ehlo-rejected = Le serveur refuse EHLO : « { $reply } ».
    .label = { fault-ehlo-rejected }
    .detail = « { $reply } »
evidence-size-small = Par SIZE { $octets } dans sa réponse à EHLO, le serveur exclut tout message plus grand, alors que la RFC 5321 impose à tout serveur d'en accepter de 65536 octets : un message plus grand est refusé à l'envoi.
    .label = taille réduite
    .detail = SIZE { $octets } en réponse à EHLO
evidence-ehlo-name =
    { $accepted ->
        [yes] Le serveur refuse l'adresse { $address } dans EHLO (« { $reply } ») et accepte le nom { $name }. Office 365 se présente par un nom ; cela ne le concerne donc pas.
       *[no] Le serveur refuse l'adresse { $address } dans EHLO (« { $reply } »), ainsi que le nom { $name }. Office 365 se présente par son propre nom complet ; indiquez-en un avec --ehlo pour voir si c'est ce qui fait la différence.
    }
    .label = présenté comme
    .detail =
    { $accepted ->
        [yes] { $address } refusé, { $name } accepté
       *[no] { $address } refusé, { $name } aussi
    }
evidence-ehlo-unsupported = Le serveur refuse EHLO (« { $reply } ») et n'accepte que HELO ; il ne peut donc pas proposer TLS.
    .label = { fault-ehlo-unsupported }
    .detail = EHLO : « { $reply } »
evidence-ehlo-masked = Dans la réponse à EHLO, un mot-clé est masqué (« { $keyword } »), ce qui trahit un pare-feu qui inspecte SMTP.
    .label = { fault-ehlo-masked }
    .detail = « { $keyword } »
evidence-starttls-missing =
    { $keywords-count ->
        [0] Le connecteur exige TLS, et le serveur ne propose pas STARTTLS ; sa réponse à EHLO ne propose rien.
       *[other] Le connecteur exige TLS, et le serveur ne propose pas STARTTLS ; il propose { $keywords }.
    }
    .label = { fault-starttls-missing }
    .detail =
    { $keywords-count ->
        [0] STARTTLS n'est pas proposé, ni rien d'autre
       *[other] seulement { $keywords }
    }
evidence-starttls-masked = Le connecteur exige TLS, et un pare-feu qui inspecte SMTP a masqué l'offre STARTTLS (« { $keyword } »).
    .label = { fault-starttls-masked }
    .detail = « { $keyword } » au lieu de STARTTLS
evidence-plain-text = Le serveur ne propose pas STARTTLS. Le connecteur n'exige pas TLS ; le courrier part donc en clair.
    .label = en clair
    .detail = STARTTLS n'est pas proposé
evidence-starttls-rejected = Le serveur propose STARTTLS, puis le refuse : « { $reply } ». On ne sait pas si Office 365 envoie alors en clair.
    .label = { fault-starttls-rejected }
    .detail = « { $reply } »
evidence-starttls-injected = Après la réponse à STARTTLS, le serveur a encore envoyé du texte en clair : « { $received } ». Ce qui arrive ainsi avant TLS n'est pas digne de confiance.
    .label = { fault-starttls-injected }
    .detail = « { $received } »
evidence-ehlo-tls-rejected = Sous TLS, le serveur refuse EHLO : « { $reply } ».
    .label = { fault-ehlo-tls-rejected }
    .detail = « { $reply } »
evidence-closed =
    { $at ->
        [banner] Le serveur a fermé la connexion après { $elapsed }, sans accueil.
        [ehlo] Le serveur a fermé la connexion après { $elapsed }, sans réponse à EHLO.
        [starttls] Le serveur a fermé la connexion après { $elapsed }, sans réponse à STARTTLS.
        [handshake] Le serveur a fermé la connexion après { $elapsed }, en pleine négociation TLS.
        [ehlo-tls] Le serveur a fermé la connexion après { $elapsed }, sans réponse à EHLO sous TLS.
       *[other] Le serveur a fermé la connexion après { $elapsed }.
    }{ $last ->
        [none] { "" }
       *[other] { " " }Sa dernière ligne était « { $last } ».
    }
    .label = { fault-closed }
    .detail =
    { $at ->
        [banner] après { $elapsed }, sans accueil
        [ehlo] après { $elapsed }, sans réponse à EHLO
        [starttls] après { $elapsed }, sans réponse à STARTTLS
        [handshake] après { $elapsed }, pendant la négociation TLS
        [ehlo-tls] après { $elapsed }, sans réponse à EHLO sous TLS
       *[other] après { $elapsed }
    }
evidence-reset =
    { $at ->
        [banner] La connexion a été réinitialisée après { $elapsed }, sans accueil.
        [ehlo] La connexion a été réinitialisée après { $elapsed }, sans réponse à EHLO.
        [starttls] La connexion a été réinitialisée après { $elapsed }, sans réponse à STARTTLS.
        [handshake] La connexion a été réinitialisée après { $elapsed }, en pleine négociation TLS.
        [ehlo-tls] La connexion a été réinitialisée après { $elapsed }, sans réponse à EHLO sous TLS.
       *[other] La connexion a été réinitialisée après { $elapsed }.
    }{ $last ->
        [none] { "" }
       *[other] { " " }La dernière ligne du serveur était « { $last } ».
    }
    .label = { fault-reset }
    .detail =
    { $at ->
        [banner] après { $elapsed }, sans accueil
        [ehlo] après { $elapsed }, sans réponse à EHLO
        [starttls] après { $elapsed }, sans réponse à STARTTLS
        [handshake] après { $elapsed }, pendant la négociation TLS
        [ehlo-tls] après { $elapsed }, sans réponse à EHLO sous TLS
       *[other] après { $elapsed }
    }
evidence-silent =
    { $at ->
        [banner]
            { $partial ->
                [none] Le serveur a accepté la connexion, mais n'a envoyé aucun accueil en { $waited }. Office 365 attend peut-être plus longtemps.
               *[other] Le serveur a commencé son accueil et ne l'avait pas terminé après { $waited }. Office 365 attend peut-être plus longtemps.
            }
        [ehlo] Le serveur n'a pas répondu à EHLO en { $waited }.
        [starttls] Le serveur n'a pas répondu à STARTTLS en { $waited }.
        [handshake] La négociation TLS n'a pas abouti en { $waited } : le serveur est devenu muet.
        [ehlo-tls] Le serveur n'a pas répondu à EHLO sous TLS en { $waited }.
       *[other] Le serveur n'a pas répondu en { $waited }.
    }{ $partial ->
        [none] { "" }
       *[other] { " " }Il n'était arrivé que « { $partial } ».
    }{ $spent ->
        [no] { "" }
       *[other] { " " }Le temps total accordé à cette adresse était alors écoulé.
    }
    .label = { fault-silent }
    .detail =
    { $at ->
        [banner]
            { $partial ->
                [none] aucun accueil en { $waited }
               *[other] accueil inachevé après { $waited }
            }
        [ehlo] aucune réponse à EHLO en { $waited }
        [starttls] aucune réponse à STARTTLS en { $waited }
        [handshake] pendant la négociation TLS, aucune réponse en { $waited }
        [ehlo-tls] aucune réponse à EHLO sous TLS en { $waited }
       *[other] aucune réponse en { $waited }
    }
evidence-path-mtu = Un second essai avec de petits paquets a obtenu une réponse : les gros paquets du serveur ne passent pas (MTU du chemin).
    .label = { fault-path-mtu }
    .detail = seuls les petits paquets passent

## Observations : TLS

evidence-tls-version =
    { $offered ->
        [none] Le serveur ne parle aucune version de TLS utilisée par Office 365, qui exige au moins la 1.2.
       *[other] Le serveur parle au plus { $offered } ; Office 365 exige au moins TLS 1.2.
    }
    .label = { fault-tls-version }
    .detail =
    { $offered ->
        [none] ni TLS 1.2 ni plus récent
       *[other] { $offered } au plus
    }
evidence-tls-cipher = Le serveur n'accepte aucune des suites de chiffrement documentées pour Office 365 (alerte { $alert }).
    .label = { fault-tls-cipher }
    .detail = alerte { $alert }
evidence-tls-alert = Le serveur interrompt la négociation TLS par l'alerte { $alert }.
    .label = { fault-tls-alert }
    .detail = { $alert }
evidence-tls-plaintext = Après STARTTLS, le serveur a continué en clair : « { $received } ».
    .label = { fault-tls-plaintext }
    .detail = « { $received } »
evidence-tls-malformed = Ce que le serveur envoie enfreint les règles de TLS ({ $error }).
    .label = { fault-tls-malformed }
    .detail = { $error }
evidence-tls-key-mismatch = Le serveur signe la négociation TLS avec une autre clé que celle de son certificat ; tout client l'interrompt.
    .label = { fault-tls-key-mismatch }
    .detail = ce n'est pas la clé du certificat
evidence-tls-client-certificate = Le serveur exige un certificat client. Office 365 présente le sien, mxray n'en a pas.
    .label = { fault-tls-client-certificate }
    .detail = exigé ; mxray n'en a pas
evidence-tls-unsupported-here = Le serveur demande une forme de TLS que mxray ne sait pas parler ; Office 365 la parle, d'après sa documentation ({ $detail }).
    .label = { fault-tls-unsupported-here }
    .detail = { $detail }
evidence-tls-limit-here =
    { $limit ->
        [long-chain] Le serveur envoie plus de 64 Kio de certificats, et la bibliothèque TLS de mxray n'en accepte pas davantage ; on ne sait pas si Office 365 le fait.
        [empty-staple] La réponse que le serveur agrafe à son certificat est vide, et la bibliothèque TLS de mxray ne l'accepte pas ; on ne sait pas si Office 365 l'accepte.
        [key] La clé du certificat du serveur est du type { $offered }, avec lequel la bibliothèque TLS de mxray ne sait pas négocier (alerte { $alert }) ; on ne sait pas si Office 365 en est capable.
        [curve] Le serveur échange les clés sur la courbe { $offered }, qui manque à la bibliothèque TLS de mxray (alerte { $alert }) ; on ne sait pas si Office 365 en dispose.
       *[hello] Le serveur refuse le premier message TLS de mxray (alerte { $alert }), bien qu'il parle { $offered }. Rien ne montre ce qui le gêne ; on ne sait donc pas si celui d'Office 365 le gêne aussi.
    }
    .label = { fault-tls-limit-here }
    .detail =
    { $limit ->
        [long-chain] plus de 64 Kio de certificats
        [empty-staple] une réponse agrafée vide
        [key] une clé du type { $offered }
        [curve] la courbe { $offered }
       *[hello] alerte { $alert }, bien qu'il parle { $offered }
    }

## Observations : le certificat

evidence-certificate-expired =
    { $days ->
        [0] Le certificat a expiré le { $not-after }, aujourd'hui.
        [one] Le certificat a expiré le { $not-after }, il y a { $days } jour.
       *[other] Le certificat a expiré le { $not-after }, il y a { $days } jours.
    }
    .label = { fault-certificate-expired }
    .detail =
    { $days ->
        [0] { $not-after }, aujourd'hui
        [one] { $not-after }, il y a { $days } jour
       *[other] { $not-after }, il y a { $days } jours
    }
evidence-certificate-not-yet-valid =
    { $days ->
        [0] Le certificat n'est valide qu'à partir du { $not-before }, plus tard aujourd'hui.
        [one] Le certificat n'est valide qu'à partir du { $not-before }, dans { $days } jour.
       *[other] Le certificat n'est valide qu'à partir du { $not-before }, dans { $days } jours.
    }
    .label = { fault-certificate-not-yet-valid }
    .detail =
    { $days ->
        [0] à partir du { $not-before }, aujourd'hui
        [one] à partir du { $not-before }, dans { $days } jour
       *[other] à partir du { $not-before }, dans { $days } jours
    }
evidence-certificate-name-mismatch =
    { $presented-count ->
        [0] Le connecteur attend le nom { $wanted }, et le certificat ne porte aucun nom.
       *[other] Le connecteur attend le nom { $wanted }, et le certificat porte { $presented }.
    }{ $common-name-only ->
        [yes] { " " }Ce nom ne figure que dans son objet, pas dans son autre nom de l'objet (SAN).
       *[no] { "" }
    }
    .label = { fault-certificate-name-mismatch }
    .detail =
    { $presented-count ->
        [0] attendu { $wanted }, aucun nom lu
       *[other] attendu { $wanted }, lu { $presented }
    }
evidence-certificate-self-signed = Le certificat est auto-signé : « { $subject } ».
    .label = { fault-certificate-self-signed }
    .detail = « { $subject } »
evidence-certificate-unknown-issuer =
    { $root-sent ->
        [yes] Le certificat mène à la racine « { $issuer } », qui n'est pas approuvée.
       *[no] Le certificat ne mène à aucune racine approuvée ; son émetteur est « { $issuer } ».
    }
    .label = { fault-certificate-unknown-issuer }
    .detail = « { $issuer } »
evidence-certificate-incomplete-chain = Le serveur n'envoie sans doute pas le certificat intermédiaire « { $issuer } » ; Office 365 ne va pas le chercher.
    .label = chaîne
    .detail = « { $issuer } » n'a pas été envoyé
evidence-certificate-weak-key = La clé du certificat « { $subject } » est trop faible : { $key }.
    .label = { fault-certificate-weak-key }
    .detail = { $key }
evidence-certificate-weak-signature = La signature du certificat « { $subject } » est trop faible : { $signature }.
    .label = { fault-certificate-weak-signature }
    .detail = { $signature }
evidence-certificate-revoked = Le certificat « { $subject } » a été révoqué, selon la réponse OCSP agrafée qui l'accompagne.
    .label = { fault-certificate-revoked }
    .detail = « { $subject } »
evidence-certificate-malformed =
    { $flaw ->
        [not-for-servers] Le certificat « { $subject } » énumère ses usages, et celui de serveur n'en fait pas partie (extendedKeyUsage sans serverAuth).
        [wrong-signature] La signature du certificat « { $subject } » est fausse : elle n'a pas été faite avec la clé de son émetteur.
        [algorithm-mismatch] Le certificat « { $subject } » se contredit : il indique deux algorithmes de signature.
        [key-not-proved] Le serveur n'a pas prouvé qu'il possède la clé de son certificat « { $subject } ».
       *[unreadable] Le certificat du serveur est illisible.
    }
    .label = { fault-certificate-malformed }
    .detail =
    { $flaw ->
        [not-for-servers] pas destiné aux serveurs (sans serverAuth)
        [wrong-signature] non signé avec la clé de son émetteur
        [algorithm-mismatch] indique deux algorithmes de signature
        [key-not-proved] le serveur n'a pas prouvé qu'il en possède la clé
       *[unreadable] illisible
    }
evidence-certificate-unsupported-here =
    { $limit ->
        [authority-as-server] Le certificat du serveur se dit certificat d'une autorité (CA dans basicConstraints). mxray n'accepte pas un tel certificat d'un serveur ; on ne sait pas si Office 365 l'accepte.
        [signature-algorithm] mxray ne peut pas vérifier l'une des signatures de cette chaîne, car il n'en connaît pas l'algorithme ; on ne sait pas si Office 365 le connaît.
        [critical-extension] La chaîne comporte une extension critique que mxray ne connaît pas ; on ne sait pas si Office 365 la connaît.
        [version] La chaîne comporte un certificat d'une ancienne version de X.509, que mxray n'accepte pas ; on ne sait pas si Office 365 l'accepte.
        [too-complex] La chaîne est trop complexe pour que mxray la vérifie ; on ne sait pas si Office 365 la vérifie.
        [key-usage] La clé du certificat du serveur n'est pas destinée à signer (keyUsage sans digitalSignature), ce qu'exige chaque suite de chiffrement de mxray ; on ne sait pas si Office 365 s'en accommode.
        [key-kind] La clé du certificat du serveur est d'un type que Microsoft ne documente pas pour le TLS de Windows ; on ne sait même pas si Office 365 peut établir TLS avec ce serveur.
        [path-kind] Une autorité de la chaîne, ou la racine approuvée, utilise un type de clé ou de signature que Microsoft ne documente pas pour le TLS de Windows (Ed25519, Ed448, une courbe qui n'est pas du NIST, RSASSA-PSS) ; on ne sait pas si Office 365 peut vérifier cette chaîne.
        [any-usage] Le certificat du serveur peut servir à tout (anyExtendedKeyUsage) et ne nomme pas les serveurs TLS ; on ne sait pas si Office 365 l'accepte.
        [name-final-dot] Le seul nom du certificat qui convient se termine par un point ; on ne sait pas si Office 365 le prend pour le même nom.
        [name-public-suffix] Le seul nom du certificat qui convient est un nom générique qui couvre tout ce qui se trouve sous un suffixe public, comme *.com ; on ne sait pas si Office 365 l'accepte.
        [name-part-wildcard] Le seul nom du certificat qui convient a un caractère générique après des lettres, comme ma*.contoso.com ; la norme l'interdit, et on ne sait pas si Office 365 l'accepte.
        [name-deeper] Le nom du certificat se trouve à plus d'un niveau sous le caractère générique du connecteur ; on ne sait pas si Office 365 l'accepte.
        [name-unicode] Le seul nom du certificat qui convient n'est pas écrit comme dans le DNS (xn--…) ; on ne sait pas si Office 365 le prend pour le même nom.
        [name-in-subject] Le nom du serveur ne figure que dans l'objet du certificat (CN), et une autorité de la chaîne ne peut pas se porter garante de ce nom (nameConstraints) ; on ne sait pas si Office 365 s'en accommode.
        [root-not-an-authority] La racine approuvée de la chaîne dit qu'elle n'est pas celle d'une autorité, ou que sa clé ne signe pas de certificats (basicConstraints, keyUsage) ; on ne sait pas si Office 365 s'en accommode.
        [root-path-length] La racine approuvée de la chaîne admet sous elle moins d'autorités qu'il n'y en a (pathLenConstraint) ; on ne sait pas si Office 365 s'en accommode.
        [root-dates] La racine approuvée de la chaîne a expiré ou n'est pas encore valide ; on ne sait pas si Office 365 s'en accommode, ni s'il a une autre racine de même nom et de même clé.
       *[encoding] La chaîne est écrite d'une façon que mxray ne peut pas vérifier ; on ne sait pas si Office 365 le peut.
    }
    .label = { fault-certificate-unsupported-here }
    .detail =
    { $limit ->
        [authority-as-server] se dit certificat d'une autorité
        [signature-algorithm] signature d'un algorithme que mxray ne connaît pas
        [critical-extension] extension critique que mxray ne connaît pas
        [version] ancienne version de X.509
        [too-complex] trop complexe pour mxray
        [key-usage] clé non destinée à signer
        [key-kind] type de clé que Windows n'a peut-être pas
        [path-kind] plus haut dans la chaîne, type de clé ou de signature que Windows n'a peut-être pas
        [any-usage] destiné à tout usage, sans nommer les serveurs TLS
        [name-final-dot] nom terminé par un point
        [name-public-suffix] nom générique sous un suffixe public
        [name-part-wildcard] caractère générique après des lettres
        [name-deeper] nom situé trop bas sous le caractère générique
        [name-unicode] nom non écrit comme dans le DNS
        [name-in-subject] nom de l'objet qu'une autorité ne peut pas garantir
        [root-not-an-authority] racine qui n'est pas celle d'une autorité
        [root-path-length] racine qui admet moins d'autorités sous elle
        [root-dates] racine expirée ou pas encore valide
       *[encoding] codage inhabituel
    }
evidence-chain-expired =
    { $days ->
        [0] Le certificat intermédiaire « { $subject } » a expiré le { $not-after }, aujourd'hui ; son empreinte numérique SHA-1 est { $sha1 }.
        [one] Le certificat intermédiaire « { $subject } » a expiré le { $not-after }, il y a { $days } jour ; son empreinte numérique SHA-1 est { $sha1 }.
       *[other] Le certificat intermédiaire « { $subject } » a expiré le { $not-after }, il y a { $days } jours ; son empreinte numérique SHA-1 est { $sha1 }.
    }
    .label = { fault-chain-expired }
    .detail =
    { $days ->
        [0] « { $subject } », { $not-after }, aujourd'hui
        [one] « { $subject } », { $not-after }, il y a { $days } jour
       *[other] « { $subject } », { $not-after }, il y a { $days } jours
    }
evidence-chain-not-yet-valid =
    { $days ->
        [0] Le certificat intermédiaire « { $subject } » n'est valide qu'à partir du { $not-before }, plus tard aujourd'hui ; son empreinte numérique SHA-1 est { $sha1 }.
        [one] Le certificat intermédiaire « { $subject } » n'est valide qu'à partir du { $not-before }, dans { $days } jour ; son empreinte numérique SHA-1 est { $sha1 }.
       *[other] Le certificat intermédiaire « { $subject } » n'est valide qu'à partir du { $not-before }, dans { $days } jours ; son empreinte numérique SHA-1 est { $sha1 }.
    }
    .label = { fault-chain-not-yet-valid }
    .detail =
    { $days ->
        [0] « { $subject } », à partir du { $not-before }, aujourd'hui
        [one] « { $subject } », à partir du { $not-before }, dans { $days } jour
       *[other] « { $subject } », à partir du { $not-before }, dans { $days } jours
    }
evidence-chain-malformed =
    { $flaw ->
        [not-for-servers] Le certificat « { $subject } » de la chaîne énumère ses usages, et les serveurs n'en font pas partie (extendedKeyUsage sans serverAuth).
        [not-an-authority] Le certificat « { $subject } » de la chaîne n'est pas celui d'une autorité (pas de CA dans basicConstraints) ; il ne peut donc se porter garant d'aucun autre.
        [not-a-signer] Le certificat « { $subject } » de la chaîne ne peut se porter garant d'aucun autre : la signature de certificats ne fait pas partie des usages de sa clé (keyUsage sans keyCertSign).
        [path-length] Le certificat « { $subject } » de la chaîne admet sous lui moins d'autorités qu'il n'y en a (pathLenConstraint).
        [name-constraint] Le certificat « { $subject } » de la chaîne ne peut pas se porter garant des noms de ce serveur (nameConstraints).
        [wrong-signature] La signature du certificat « { $subject } » de la chaîne est fausse : elle n'a pas été faite avec la clé de son émetteur.
        [algorithm-mismatch] Le certificat « { $subject } » de la chaîne se contredit : il indique deux algorithmes de signature.
       *[unreadable] Le certificat « { $subject } » de la chaîne est illisible.
    }
    .label = { fault-chain-malformed }
    .detail =
    { $flaw ->
        [not-for-servers] « { $subject } » n'est pas destiné aux serveurs
        [not-an-authority] « { $subject } » n'est pas celui d'une autorité
        [not-a-signer] « { $subject } » ne peut pas signer de certificats
        [path-length] « { $subject } » admet moins d'autorités sous lui
        [name-constraint] « { $subject } » ne peut pas garantir ces noms
        [wrong-signature] « { $subject } » n'est pas signé avec la clé de son émetteur
        [algorithm-mismatch] « { $subject } » indique deux algorithmes de signature
       *[unreadable] « { $subject } » est illisible
    }
evidence-certificate-ends-soon =
    { $days ->
        [0] Le certificat expire le { $not-after }, aujourd'hui.
        [one] Le certificat expire le { $not-after }, dans { $days } jour.
       *[other] Le certificat expire le { $not-after }, dans { $days } jours.
    }
    .label = { fault-certificate-ends-soon }
    .detail =
    { $days ->
        [0] { $not-after }, aujourd'hui
        [one] { $not-after }, dans { $days } jour
       *[other] { $not-after }, dans { $days } jours
    }
evidence-chain-ends-soon =
    { $days ->
        [0] Le certificat intermédiaire « { $subject } » expire le { $not-after }, aujourd'hui ; son empreinte numérique SHA-1 est { $sha1 }.
        [one] Le certificat intermédiaire « { $subject } » expire le { $not-after }, dans { $days } jour ; son empreinte numérique SHA-1 est { $sha1 }.
       *[other] Le certificat intermédiaire « { $subject } » expire le { $not-after }, dans { $days } jours ; son empreinte numérique SHA-1 est { $sha1 }.
    }
    .label = { fault-chain-ends-soon }
    .detail =
    { $days ->
        [0] « { $subject } », { $not-after }, aujourd'hui
        [one] « { $subject } », { $not-after }, dans { $days } jour
       *[other] « { $subject } », { $not-after }, dans { $days } jours
    }
evidence-chain-order = Le serveur envoie sa chaîne de certificats dans le désordre.
    .label = { fault-chain-order }
    .detail = certificats de la chaîne
evidence-certificate-ecdsa-only = Le seul certificat que présente le serveur a une autre clé que RSA ({ $key }) ; toutes les suites de chiffrement documentées pour Office 365 exigent RSA.
    .label = { fault-certificate-ecdsa-only }
    .detail = { $key }
evidence-no-roots =
    { $errors-count ->
        [0] Cette machine n'a pas de liste de racines approuvées ; la confiance ne peut donc pas être évaluée ici.
       *[other] Les racines approuvées n'ont pas pu être lues ; la confiance ne peut donc pas être évaluée ici ({ $errors }).
    }
    .label = { fault-no-roots }
    .detail =
    { $errors-count ->
        [0] impossible de vérifier la confiance
       *[other] impossible de vérifier la confiance ({ $errors })
    }
evidence-staple-missing = Le certificat « { $subject } » exige une réponse OCSP agrafée (must-staple, RFC 7633), et le serveur n'en a fourni aucune. Certains clients le refusent ; rien dans la documentation d'Office 365 n'indique qu'il le vérifie.
    .label = sans réponse OCSP
    .detail = must-staple sans réponse OCSP agrafée
evidence-certificate-accepted =
    { $days ->
        [0] Le certificat « { $subject } » est accepté ; il expire le { $not-after }, aujourd'hui.
        [one] Le certificat « { $subject } » est accepté ; il expire le { $not-after }, dans { $days } jour.
       *[other] Le certificat « { $subject } » est accepté ; il expire le { $not-after }, dans { $days } jours.
    }
    .label = certificat
    .detail =
    { $days ->
        [0] « { $subject } », expire le { $not-after }, aujourd'hui
        [one] « { $subject } », expire le { $not-after }, dans { $days } jour
       *[other] « { $subject } », expire le { $not-after }, dans { $days } jours
    }
evidence-thumbprint = Empreinte numérique SHA-1 du certificat : { $sha1 }
    .label = empreinte numérique
    .detail = { $sha1 }

## Observations : l'adresse dans son ensemble

evidence-healthy =
    { $tls ->
        [none] Tout s'est bien passé, en { $elapsed }, sans TLS.
       *[other] Tout s'est bien passé, en { $elapsed }, avec TLS { $tls }.
    }
    .label = correct
    .detail =
    { $tls ->
        [none] { $elapsed }, sans TLS
       *[other] { $elapsed }, TLS { $tls }
    }
evidence-quit-answered =
    { $answer ->
        [other] Le serveur n'a pas répondu à QUIT par 221, comme l'exige la RFC 5321, mais ainsi : « { $received } ».
        [unended] La réponse à QUIT n'a pas de fin : « { $received } ».
        [closed] Après QUIT, le serveur a fermé la connexion sans la réponse 221 qu'exige la RFC 5321.
       *[silent] Le serveur n'a pas répondu à QUIT en { $waited }.
    } Cela n'arrête aucun courrier : un message est remis avant QUIT.
    .label = adieu inhabituel
    .detail =
    { $answer ->
        [other] « { $received } » après QUIT
        [unended] « { $received } » après QUIT, sans fin
        [closed] fermeture après QUIT, sans 221
       *[silent] pas de réponse à QUIT en { $waited }
    }
evidence-sample-differs =
    { $what ->
        [certificate] Connexions ayant rencontré un autre certificat : { $count } sur { $total } ; plusieurs serveurs partagent cette adresse.
        [outcome] Connexions ayant fini autrement : { $count } sur { $total } ; ce qui répond à cette adresse ne répond pas toujours de la même façon.
       *[greeting] Connexions ayant reçu un autre accueil : { $count } sur { $total } ; plusieurs serveurs partagent cette adresse.
    }
    .label = { fault-sample-differs }
    .detail =
    { $what ->
        [certificate] autre certificat, { $count } sur { $total }
        [outcome] autre issue, { $count } sur { $total }
       *[greeting] autre accueil, { $count } sur { $total }
    }

evidence-samples-left-out =
    { $made ->
        [one] { $made } connexion sur les { $asked } demandées a été tentée : d'autres auraient dépassé le temps accordé à une adresse, ou l'auraient sollicitée plus souvent que mxray ne le fait en une exécution. On ne sait pas ce que les autres auraient rencontré.
       *[other] { $made } connexions sur les { $asked } demandées ont été tentées : d'autres auraient dépassé le temps accordé à une adresse, ou l'auraient sollicitée plus souvent que mxray ne le fait en une exécution. On ne sait pas ce que les autres auraient rencontré.
    }
    .label = connexions tentées
    .detail = { $made } sur { $asked }

## Observations : le rapport face à ce qui est vu

evidence-report-thumbprint-differs = Le rapport cite le certificat { $reported }, mais ici le serveur présente { $seen } : c'est un autre équipement, ou un second serveur.
    .label = empreinte numérique
    .detail = signalée { $reported }, vue { $seen }
evidence-report-thumbprint-same = C'est bien le certificat que cite le rapport : { $reported }.
    .label = empreinte numérique
    .detail = la même que dans le rapport
evidence-report-address-differs =
    { $current-count ->
        [0] Le rapport cite { $reported }, et le nom n'a plus d'adresse : anciennes données DNS, ou hôte actif erroné.
       *[other] Le rapport cite { $reported }, et le nom mène maintenant à { $current } : anciennes données DNS, ou hôte actif erroné.
    }
    .label = autre adresse
    .detail =
    { $current-count ->
        [0] signalée { $reported }, aucune maintenant
       *[other] signalée { $reported }, maintenant { $current }
    }
evidence-report-server-differs = Le rapport nomme { $reported }, qui ne fait pas partie de ce connecteur ({ $expected }).
    .label = autre serveur
    .detail = signalé { $reported }, attendu { $expected }
evidence-report-old =
    { $days ->
        [0] Le rapport date du { $reported }, aujourd'hui, et le temps des nouvelles tentatives est écoulé : c'est du passé.
        [one] Le rapport date du { $reported }, il y a { $days } jour, et le temps des nouvelles tentatives est écoulé : c'est du passé.
       *[other] Le rapport date du { $reported }, il y a { $days } jours, et le temps des nouvelles tentatives est écoulé : c'est du passé.
    }
    .label = ancien rapport
    .detail =
    { $days ->
        [0] { $reported }, aujourd'hui
        [one] { $reported }, il y a { $days } jour
       *[other] { $reported }, il y a { $days } jours
    }

## Ce qu'on ne peut pas savoir d'ici

unknown-revocation = Le certificat a-t-il été révoqué ? mxray ne l'a pas vérifié.
unknown-vantage = Office 365 rencontre-t-il le même serveur ? Le test est fait d'ici ; un pare-feu peut traiter les deux différemment.
unknown-patience = Office 365 attendrait-il plus longtemps ? Sa durée d'attente n'est pas publiée.
unknown-plain-fallback = Office 365 envoie-t-il en clair quand STARTTLS est proposé mais défectueux ? Cela n'est pas publié.
unknown-client-certificate = Le serveur accepterait-il le certificat d'Office 365 ? mxray n'en a aucun à présenter.
unknown-cipher-suite = Office 365 prend-il en charge ce que demande ce serveur ? D'après sa documentation, oui ; mxray ne peut pas l'essayer.
unknown-certificate = Office 365 accepte-t-il ce certificat ? mxray ne peut pas en juger, et rien de publié ne le dit.
unknown-tls-limit = Office 365 mènerait-il à bien cette négociation ? La bibliothèque TLS de mxray n'y parvient pas, et rien de publié ne le dit.
unknown-greeting-name = Le serveur refuserait-il aussi le nom d'Office 365 dans EHLO ? mxray se présente sous un autre.
unknown-refusal-source = Le refus vient-il du serveur, ou d'un pare-feu placé devant ? Un refus ne dit pas qui l'a envoyé.
unknown-public-address = Office 365 reçoit-il une autre adresse du DNS public ? Celles qui sont vues d'ici ne valent qu'à l'intérieur d'un réseau.
unknown-inside = Le serveur est-il joignable aussi de l'extérieur ? Depuis l'intérieur d'un réseau, une connexion à une adresse privée, ou à l'adresse publique du réseau lui-même (NAT loopback), ne le prouve pas.
unknown-untried = Les adresses non testées acceptent-elles le courrier ? mxray ne le sait pas, et Office 365 peut remettre le courrier à l'une d'elles.

## Le rapport face à ce qui est vu, et les verdicts

agreement-confirmed = Le rapport dit { $reported } : même défaut, confirmé.
agreement-code-fits = Le rapport dit { $reported } : ce code correspond à ce que l'on voit d'ici. Le rapport ne donne aucune raison à comparer.
agreement-other-reason = { $place ->
    [name] Le rapport dit { $reported }, et d'ici le même code a une autre raison : { $fault }. Les serveurs ou les résolveurs ne donnent pas tous la même réponse, ou la situation a changé depuis le rapport.
   *[server] Le rapport dit { $reported }, et d'ici le même code a une autre raison ({ $stage } : { $fault }). Un autre serveur se trouve derrière le nom, un équipement entre les deux répond à la place du serveur, ou la situation a changé depuis le rapport.
}
agreement-different = { $code ->
    [other] Le rapport dit { $reported }, mais d'ici on voit autre chose. Corrigez ce que l'on voit d'ici, puis regardez si le rapport revient.
   *[known] Le rapport dit { $reported }, mais d'ici c'est { $code }. Corrigez ce que l'on voit d'ici, puis regardez si le rapport revient.
}
agreement-not-reproduced = D'ici, tout va bien ; pourtant le rapport dit { $reported }. Cherchez ce qui traite autrement les adresses d'Office 365, à commencer par un pare-feu.
agreement-beside = { $verdict ->
    [healthy] Le rapport dit { $reported } pour { $address } : ce défaut se voit bien là. Le courrier passe par une autre adresse.
   *[other] Le rapport dit { $reported } pour { $address } : ce défaut s'y voit aussi, à côté de ce qui est annoncé en premier.
}
agreement-elsewhere = Le rapport dit { $reported } pour { $address } : ce défaut ne se voit pas là, mais à une autre adresse. Corrigez ce que l'on voit d'ici, puis regardez si le rapport revient.
agreement-repaired = Le rapport dit { $reported }. Il est antérieur à la réparation : la file d'attente se vide d'elle-même, les messages les plus anciens d'abord, en une heure environ.
agreement-repaired-since = Le rapport dit { $reported } : ce défaut a aussi été vu d'ici, et il est réparé. Ce que l'on voit maintenant en est un autre.
agreement-repaired-another = Le rapport dit { $reported }, mais c'est autre chose qui a été réparé. Si du courrier attend encore dans une heure, cherchez ce qui traite autrement les adresses d'Office 365, à commencer par un pare-feu.
agreement-may-remain = Le rapport dit { $reported }. Rien de ce qui est observé n'arrêterait plus les messages, mais une adresse au moins qui les arrêtait n'a pas été revue sans son défaut. C'est peut-être d'elle que parle le rapport.
may-remain = Une adresse au moins qui arrêtait les messages n'a pas été revue sans son défaut : elle les arrête peut-être encore.
repaired-queue = Les messages en attente partent d'eux-mêmes, les plus anciens d'abord, en une heure environ.
# Before and after, at one place or several: $fault as in the table of the probe.
repaired-at = { $listed ->
    [no] { $places } : { $fault } ({ $stage }) le { $seen } ; retrait des adresses de ce connecteur constaté le { $gone }.
   *[yes] { $places } : { $fault } ({ $stage }) le { $seen } ; ce n'était plus le cas le { $gone }.
}

verdict-healthy = Aucun obstacle trouvé à la remise par Office 365.
verdict-repaired = Réparé : ce qui empêchait Office 365 de remettre le courrier a disparu.
verdict-fault = Un défaut empêche Office 365 de remettre le courrier.
verdict-inconclusive = Pas de verdict : cette machine n'a pas pu observer.
verdict-inconclusive-dns-not-asked = Pas de verdict : le temps a manqué pour interroger le résolveur sur { $name }. Testez ce nom à part, ou avec un --timeout plus long.
verdict-inconclusive-not-asked-again =
    { $count ->
        [one] Pas de verdict : un nom au moins n'a pas été testé, car son adresse avait déjà été interrogée { $count } fois pendant cette exécution. Testez ce nom à part.
       *[other] Pas de verdict : un nom au moins n'a pas été testé, car son adresse avait déjà été interrogée { $count } fois pendant cette exécution. Testez ce nom à part.
    }
verdict-inconclusive-not-tried =
    { $count ->
        [one] Pas de verdict : { $count } adresse n'a pas été testée, et Office 365 pourrait y remettre le courrier.
       *[other] Pas de verdict : { $count } adresses n'ont pas été testées, et Office 365 pourrait remettre le courrier à l'une d'elles.
    }
verdict-inconclusive-out-of-time =
    { $count ->
        [one] Pas de verdict : faute de temps, { $count } adresse n'a pas été testée, et Office 365 pourrait y remettre le courrier.
       *[other] Pas de verdict : faute de temps, { $count } adresses n'ont pas été testées, et Office 365 pourrait remettre le courrier à l'une d'elles.
    }
verdict-inconclusive-resolver-unavailable =
    { $answer ->
        [none] Pas de verdict : aucun résolveur n'est configuré sur cette machine. Indiquez-en un avec --resolver, ou testez depuis une autre machine.
       *[other] Pas de verdict : le résolveur { $server }, qu'utilise cette machine, n'a pas donné les réponses nécessaires. Le problème est ici, pas du côté de la destination. Indiquez-en un autre avec --resolver, ou testez depuis une autre machine.
    }
verdict-inconclusive-local-no-route = Pas de verdict : cette machine n'a pas de route vers le serveur. Refaites le test depuis une machine qui en a une.
verdict-inconclusive-local-permission = Pas de verdict : cette machine ne laisse pas mxray se connecter. Refaites le test là où les connexions sur ce port sont permises.
verdict-inconclusive-local-resources = Pas de verdict : cette machine n'a plus ni socket, ni port, ni mémoire. Refaites le test quand elle en aura.
verdict-inconclusive-local-stopped = Pas de verdict : mxray a été suspendu pendant le test (Ctrl-Z, ou machine trop chargée). Refaites le test.
verdict-inconclusive-outbound-blocked = Pas de verdict : le port { $port } est bloqué en sortie de ce réseau. La connexion de contrôle est restée sans réponse, elle aussi. Refaites le test depuis un réseau autorisé à envoyer du courrier.
verdict-inconclusive-no-roots = Pas de verdict : aucune racine approuvée n'est disponible ici ; le certificat ne peut donc pas être évalué. Indiquez-en avec --ca-file, ou testez depuis une autre machine.
verdict-inconclusive-tls-client-certificate = Pas de verdict : le serveur exige un certificat client. Office 365 présente le sien, mxray n'en a pas.
verdict-inconclusive-tls-unsupported-here = Pas de verdict : le serveur demande une forme de TLS que mxray ne sait pas parler. Office 365 la parle, d'après sa documentation.
verdict-inconclusive-tls-limit-here = Pas de verdict : la négociation échoue sur quelque chose que la bibliothèque TLS de mxray n'accepte pas. On ne sait pas si Office 365 l'accepte.
verdict-inconclusive-certificate-unsupported-here = Pas de verdict : mxray ne peut pas juger ce certificat, et on ne sait pas si Office 365 l'accepte.
verdict-inconclusive-dns-private-address = Pas de verdict : d'ici, le nom { $name } mène à { $records }, et il ne faut pas s'attendre à ce qu'Office 365 puisse y accéder ; il peut recevoir une autre adresse du DNS public. Interrogez un résolveur public avec --resolver, ou donnez l'adresse publique au lieu du nom.

each-enough =
    { $n ->
        [one] Ce défaut ({ $n }) suffit à bloquer le courrier.
        [2] Chacun des deux défauts suffit à bloquer le courrier.
        [3] Chacun des trois défauts suffit à bloquer le courrier.
       *[other] Chacun des { $n } défauts suffit à bloquer le courrier.
    }
also-reported = Aujourd'hui, Office 365 signale souvent ce défaut sous { $code } : depuis 2020 environ, il range sous ce seul code la plupart des échecs de session.
    .short = Aujourd'hui, Office 365 signale souvent ce défaut sous { $code }.
meanwhile = Le message reste en file d'attente ; Office 365 réessaie pendant { $retry-hours } h ({ $retry-hours-before } h jusqu'à la mi-2019), puis le renvoie à l'expéditeur avec une notification d'échec de remise (NDR).
    .long = Le message reste en file d'attente et Office 365 réessaie : d'abord dans les 15 minutes, ensuite environ une fois par heure. Après { $retry-hours } h (le locataire peut fixer 12 h ; c'était { $retry-hours-before } h jusqu'à la mi-2019), il le renvoie à l'expéditeur avec une notification d'échec de remise (NDR). Une fois la panne réparée, la file d'attente se vide d'elle-même, les messages les plus anciens d'abord ; personne ne peut la forcer.

## Les mots d'une liste de tâches et d'un niveau

actor-you = vous
actor-dns-host = hébergeur DNS
actor-network-team = équipe réseau
actor-partner = partenaire
actor-microsoft = Microsoft

state-open = à faire
state-ticked = coché
state-verified = vérifié
state-still-seen = encore vu
state-not-seen = non observé
state-not-needed = devenu inutile
step-also = La même chose est à faire sur { $places }.
step-not-seen = { $fault ->
    [none] L'adresse { $ip } n'a pas été testée cette fois : on ne sait rien de ce que cette étape corrige à cette adresse.
   *[known] Le test de l'adresse { $ip } n'est pas allé jusque-là cette fois ({ $fault }) : on ne sait rien de ce que cette étape corrige à cette adresse.
}
step-not-seen-name = Le nom n'a mené à aucune adresse cette fois : on ne sait rien de ce que cette étape corrige.

level-info = à noter
level-warning = avertissement
level-fault = défaut
