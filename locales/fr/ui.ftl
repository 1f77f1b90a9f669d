# Titres, libellés des touches, et ce que tous les écrans partagent.

## Durées

duration-ms = { $n } ms
duration-s = { $n } s
duration-min = { $n } min
duration-h = { $n } h

## Touches : comment le pied de page les écrit, et ce qu'elles font

key-enter = Entrée
key-esc = Échap
key-tab = Tab
key-shift-tab = Maj-Tab
key-move = ↑↓
key-left = ←
key-right = →
key-page = Page suiv.
key-home = Début
key-space = Espace
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
do-open = ouvrir
do-move = choisir
do-quit = quitter
do-help = aide
do-close = fermer
do-scroll = défiler
do-back = retour
do-probe = tester
do-next-field = champ suivant
do-undo = annuler
do-undo-back = annuler, retour
do-next-report = rapport suivant
do-choose = choisir
do-finding = diagnostic
do-stop = arrêter
do-conversation = échanges
do-address = autre adresse
do-probe-again = retester
do-watch = surveiller
do-questions = répondre
do-another-step = autre étape
do-edit-connector = modifier le connecteur
do-lookups = requêtes DNS
do-unfold = déplier
do-fold = replier
do-evidence = preuve
do-show-evidence = ouvrir la preuve
do-next-question = question suivante
do-watch-no-more = mettre fin
do-resume = reprendre
do-copy = copier
do-copy-all = tout copier
do-copy-commands = copier
do-save = enregistrer
do-save-report = enregistrer
do-save-as = enregistrer ailleurs
do-checklist = étapes
do-details = détails
do-tick = cocher
do-scroll-step = défiler
do-back-to-table = tableau
do-practise = s'exercer
do-another-code = autre code
do-find = chercher
do-scroll-article = défiler
do-back-to-list = retour à la liste
do-done = terminer
do-show-all = tout afficher
do-start = commencer
do-another-chapter = autre chapitre
do-another-exercise = autre exercice
do-reading = lecture
do-new-line = nouvelle ligne
do-scroll-text = défiler
do-answer = répondre
do-skip = passer
do-show-seen = observations
do-hide-seen = masquer
do-letter = lettre
do-copy-letter = copier la lettre
do-save-letter = enregistrer la lettre
do-file-language = langue du fichier
do-replace-names = remplacer les noms
do-keep-names = garder les noms
do-letter-language = langue de la lettre
do-probe-all = tout tester
do-probe-all-again = tout retester
do-only-faults = défauts seuls
do-save-table = enregistrer le tableau
do-next-exercise = exercice suivant
do-next-connector = connecteur suivant
do-copy-command = copier
do-to-command = commande
do-to-file = fichier

## Titres

title-welcome = Accueil
title-connector = Connecteur
title-report = Rapport
title-export = Connecteurs
title-probe = Tests
title-details = Échanges
title-quiz = Questions
title-finding = Diagnostic
title-checklist = Étapes
title-letter = Lettre
title-questions = Questions
title-codes = Codes
title-lab = Atelier

## Libellés des sections

label-seen = Observé
label-means = Signifie
label-causes = Causes
label-meanwhile = En attendant
label-unknown = Inconnu
label-why = Raison
label-how = Comment
label-done = Attendu
label-see = Voir
label-fix = Corriger
label-note = À noter
label-find = Trouver
label-do = À faire
label-lab = Atelier
label-title = Titre
label-case = Cas
label-task = Tâche
label-last = Essai
label-chosen = Votre choix
label-broken = Défaut
label-cause = Cause
label-first-step = Première étape
label-read = Lu
label-guessed = Supposé
label-not-read = Non lu

## Messages

more-lines = { $count ->
    [one] { $mark } { $count } ligne de plus
   *[other] { $mark } { $count } lignes de plus
}
does-nothing = { $why ->
    [unprobed] Cette touche ne fait rien ici. Elle sert une fois un connecteur ouvert.
    [elsewhere] Cette touche ne fait rien ici. Elle sert dans le diagnostic et la liste d'étapes.
    [follows] Cette touche ne fait rien ici. Elle mène plus loin depuis le diagnostic d'une liste ou d'un exercice.
    [letter] Cette touche ne fait rien ici. Une lettre s'écrit depuis une étape de la liste.
    [find] Cette touche ne fait rien ici : il n'y a pas de liste où chercher.
    [faults] Cette touche ne fait rien ici : aucune liste de connecteurs n'a été testée.
    [tick] Cette touche ne fait rien ici. Les étapes se cochent sur la liste d'étapes.
    [save] Cette touche ne fait rien ici : il n'y a rien à enregistrer.
    [copy] Cette touche ne fait rien ici : il n'y a rien à copier.
    [move] Cette touche ne fait rien ici : il n'y a rien à parcourir.
   *[other] Cette touche ne fait rien ici. F1 montre les touches actives.
}
all-is-seen = Tout est déjà à l'écran.
paste-nowhere = Rien ne peut être collé ici. L'écran d'accueil accepte un rapport.
language-now = Langue : { $name }
copied = { $count ->
    [one] { $count } ligne envoyée au presse-papiers du terminal.
   *[other] { $count } lignes envoyées au presse-papiers du terminal.
}
copied-or-saved = { $count ->
    [one] { $count } ligne envoyée au presse-papiers. Rien à coller ? s enregistre.
   *[other] { $count } lignes envoyées au presse-papiers. Rien à coller ? s enregistre.
}
saved = Enregistré sous { $name }
save-manner = Langue du fichier ({ $language-key }) : { $language }. Noms et adresses ({ $names-key }) : { $names ->
    [replaced] remplacés
   *[kept] tels quels
}.
save-where = Où enregistrer le rapport ? Un dossier, ou un fichier dont le nom finit par .txt, .md, .html ou .json. Rien : le dossier actuel.
save-letter-where = Où enregistrer la lettre ? Un dossier, ou un fichier dont le nom finit par .txt, .md ou .html. Rien : le dossier actuel.
save-table-where = Où enregistrer le tableau ? Un dossier, ou un fichier dont le nom finit par .txt, .md, .html ou .csv. Rien : le dossier actuel.
not-saved = { $reason } Le rapport est toujours là : s demande un autre endroit.
not-saved-copy = { $reason } Le rapport est toujours là : y le copie, s demande un autre endroit.
not-saved-table = { $reason } Le tableau est toujours là : s demande un autre endroit.
nothing-to-save = Rien à enregistrer : aucun test n'a encore été fait.
quit-unsaved = { $count ->
    [one] { $count } modification des étapes n'est pas enregistrée. s l'enregistre et quitte, q quitte sans l'enregistrer, Échap reste ici.
   *[other] { $count } modifications des étapes ne sont pas enregistrées. s les enregistre et quitte, q quitte sans les enregistrer, Échap reste ici.
}
leave-unsaved = { $count ->
    [one] { $count } modification des étapes n'est pas enregistrée. s l'enregistre et continue, q continue sans l'enregistrer, Échap reste ici.
   *[other] { $count } modifications des étapes ne sont pas enregistrées. s les enregistre et continue, q continue sans les enregistrer, Échap reste ici.
}
quit-unsaved-table = { $count ->
    [one] Le résultat de { $count } connecteur ne figure dans aucun fichier. s enregistre le tableau et quitte, q quitte sans l'enregistrer, Échap reste ici.
   *[other] Les résultats de { $count } connecteurs ne figurent dans aucun fichier. s enregistre le tableau et quitte, q quitte sans l'enregistrer, Échap reste ici.
}
leave-unsaved-table = { $count ->
    [one] Le résultat de { $count } connecteur ne figure dans aucun fichier. s enregistre le tableau puis ouvre l'autre liste, q l'ouvre tout de suite, Échap reste ici.
   *[other] Les résultats de { $count } connecteurs ne figurent dans aucun fichier. s enregistre le tableau puis ouvre l'autre liste, q l'ouvre tout de suite, Échap reste ici.
}
still-probing = { $count ->
    [one] Le test continue : { $done } sur { $count } adresse, { $time }
   *[other] Le test continue : { $done } sur { $count } adresses, { $time }
}
still-probing-earlier = Résultat précédent ; nouveau test : { $done } sur { $count }, { $time }
changes-not-saved = { $count ->
    [one] { $count } modification des étapes n'a pas été enregistrée.
   *[other] { $count } modifications des étapes n'ont pas été enregistrées.
}
another-fault = { $count ->
    [one] Le défaut a changé : { $count } étape du précédent se trouve à la fin.
   *[other] Le défaut a changé : { $count } étapes du précédent se trouvent à la fin.
}
steps-verified = { $count ->
    [one] Le test a vérifié { $count } étape.
   *[other] Le test a vérifié { $count } étapes.
}
steps-still-seen = { $count ->
    [one] Le test voit encore ce que { $count } étape cochée devait corriger.
   *[other] Le test voit encore ce que { $count } étapes cochées devaient corriger.
}
watched-now = Surveillance en cours (pause : { $pause }), signal sonore dès que tout est correct. w y met fin.
watched-no-more = Surveillance terminée. Ce qui a été observé reste.
watched-turn = { $at } UTC : maintenant, { $after }
watched = Surveillance ; dernier test à { $at } UTC.
watched-blind = Surveillance en cours ; depuis { $at } UTC, cette machine n'a rien pu observer ({ $fault }). La dernière observation reste valide.
watched-more = { $count ->
    [one] et { $count } autre adresse
   *[other] et { $count } autres adresses
}
stays-verified = Un test a vu la réparation : l'étape reste vérifiée.
all-done = Toutes les étapes sont faites. r reteste et les vérifie ; s enregistre un rapport.
nothing-to-do = Il n'y a rien à faire : aucun défaut n'a été trouvé.
no-steps = Il n'y a pas encore d'étapes : cette machine n'a rien pu observer. r reteste.
no-steps-yet = Il n'y a pas encore d'étapes : le test continue.
no-steps-stopped = Il n'y a pas encore d'étapes : le test a été arrêté. r reteste.
nothing-seen-yet = Rien n'a encore été observé.
no-address-yet = Aucune adresse n'est connue : il n'y a pas d'échange à montrer.
stopped = Arrêté. Ce qui a été observé reste ; r reteste, Échap revient.
form-left = { $field } : { $error }
form-errors = Il faut d'abord corriger cette réponse.
nothing-read-yet = Aucun rapport n'a encore été lu.
no-exercise = Il n'y a pas d'exercice pour ce code.

## Accueil

welcome-question = Le connecteur d'Office 365 ne remet pas le courrier. De quoi disposez-vous ?
welcome-report = L'erreur elle-même
    .about = une NDR, une ligne de file d'attente, une alerte : collez-la
welcome-connector = Les paramètres du connecteur
    .about = hôte actif ou MX, TLS, propriétaire
welcome-export = Une exportation de connecteurs
    .about = Get-OutboundConnector en JSON, CSV ou liste
welcome-code = Un code
    .about = ce que signifient 4.4.312, 4.7.320 et les autres
welcome-lab = Du temps pour vous exercer
    .about = atelier : de vrais défauts, sur cette machine
welcome-what = mxray cherche la destination, se connecte au port 25 et lit le message d'accueil, TLS et le certificat comme le fait Office 365. Il nomme le code et dresse la liste des étapes. Il n'envoie aucun message et ne demande aucun mot de passe.
welcome-vantage = mxray regarde depuis { $host } ({ $ip }), Office 365 depuis ses propres adresses. Là où un pare-feu peut traiter les deux différemment, mxray le dit.
welcome-vantage-name = mxray regarde depuis { $host }, Office 365 depuis ses propres adresses. Là où un pare-feu peut traiter les deux différemment, mxray le dit.
welcome-vantage-address = mxray regarde depuis { $ip }, Office 365 depuis ses propres adresses. Là où un pare-feu peut traiter les deux différemment, mxray le dit.
welcome-cases = Cas ouverts
welcome-more-cases = { $count ->
    [one] { $count } autre cas : mxray cases les liste tous.
   *[other] { $count } autres cas : mxray cases les liste tous.
}
case-some-fault = un défaut
case-state = { $state ->
    [begun] pas encore testé
    [stopped] test arrêté
    [healthy] aucun défaut
    [repaired] réparé
    [inconclusive] pas de verdict
   *[fault] { $code ->
        [other] { $fault }
       *[code] { $code }, { $fault }
    }
}
case-steps = { $count ->
    [0] aucune étape
   *[other] { $done ->
        [one] { $done } étape faite sur { $count }
       *[other] { $done } étapes faites sur { $count }
    }
}
case-about = { $state }, { $steps }, { $at }
case-resumed = Cas repris : voici ce que le test du { $at } a observé. r reteste.
case-not-kept = { $reason } Ce cas n'est pas gardé sur cette machine.
case-shared = Ce cas est ouvert aussi dans un autre mxray. Ce qui est noté dans l'un ou dans l'autre est gardé.

## D'où l'on regarde

vantage = Observé depuis { $host } ({ $ip }), pas depuis Office 365.
vantage-name = Observé depuis { $host }, pas depuis Office 365.
vantage-address = Observé depuis { $ip }, pas depuis Office 365.
vantage-long = Observé depuis { $host } ({ $ip }), pas depuis Office 365 : un pare-feu peut traiter les deux différemment.
vantage-long-name = Observé depuis { $host }, pas depuis Office 365 : un pare-feu peut traiter les deux différemment.
vantage-long-address = Observé depuis { $ip }, pas depuis Office 365 : un pare-feu peut traiter les deux différemment.
summary =
    { $route ->
        [mx] MX du domaine { $hosts }
       *[smart-host] Hôte actif
    }, port { $port }, TLS : { $tls ->
        [opportunistic] si proposé
        [encryption] tout certificat
        [domain] AC approuvée et nom { $tls-domain }
       *[certificate] AC approuvée
    }
summary-long =
    { $route ->
        [mx] MX du domaine { $hosts }
       *[smart-host] Hôte actif
    }, port { $port }, { $party ->
        [partner] partenaire
       *[own] votre organisation
    }, TLS : { $tls ->
        [opportunistic] si proposé
        [encryption] tout certificat
        [domain] AC approuvée et nom { $tls-domain }
       *[certificate] AC approuvée
    }

## Tests

so-far = après { $time }
took = en { $time }
stopped-after = arrêté après { $time }
asking-names = Recherche des noms
nothing-wrong-yet = Aucun défaut pour l'instant
witness = { $at } : { $seen }
witness-more = { $at } : { $seen } (+{ $count })
witness-alone = { $seen }
witness-alone-more = { $seen } (+{ $count })
witness-says = { $fault }, { $detail }
open-silent = { $title }, si { $ip } garde le silence.
open-silent-of = { $count ->
    [one] { $title }, si { $ip } garde le silence ; une adresse muette sur { $count } ne serait qu'un avertissement.
   *[other] { $title }, si { $ip } garde le silence ; une adresse muette sur { $count } ne serait qu'un avertissement.
}
open-greeting = { $title }, si { $ip } n'envoie jamais de message d'accueil.
open-later = { $title }, si { $ip } cesse de répondre.
wait-dns = pas encore de réponse, reste { $left } sur { $total }
wait-connect = pas encore de réponse, reste { $left } sur { $total }
wait-banner = pas encore d'accueil, reste { $left } sur { $total }
wait-ehlo = pas encore de réponse, reste { $left } sur { $total }
wait-starttls = pas encore de réponse, reste { $left } sur { $total }
wait-handshake = pas encore de réponse, reste { $left } sur { $total }
wait-certificate = pas encore de réponse, reste { $left } sur { $total }
wait-ehlo-tls = pas encore de réponse, reste { $left } sur { $total }
wait-quit = pas encore de réponse, reste { $left } sur { $total }
wait-short = reste { $left } sur { $total }
stage-says = { $stage } : { $what }
fault-and-detail = { $fault } : { $detail }
no-names-asked = Le connecteur indique des adresses : aucun nom n'est recherché.
dns-short = { $hosts } MX, { $count ->
    [one] { $count } adresse
   *[other] { $count } adresses
}
dns-failed = aucune adresse utilisable
no-address = Aucune adresse à laquelle se connecter.
addresses-follow = Les adresses suivront dès que le DNS aura répondu.
way-sender = Office 365
way-port = port { $port }
way-smtp = SMTP
way-tls = TLS
pane-asked = Ce que la lettre demande
pane-open = Encore possible
pane-reported = Signalé
pane-connector = Le connecteur
pane-patience = Pourquoi cela peut durer
pane-view = D'où l'on regarde
pane-checklist = Étapes faites : { $done } sur { $count }
pane-step = { $step } ({ $actor })
pane-addresses = Les adresses
pane-certificate = Le certificat
pane-report = Ce que dit le rapport
asked-from = noms demandés à { $server }
patience = Un serveur sain peut tarder à répondre : une connexion dispose de { $connect }, chaque réponse de { $reply }, une adresse de { $total } en tout.

## Échanges

host-and-port = { $host }, port { $port }
address-of = adresse { $place } sur { $count }
conversation = Échanges
directions = < reçu  > envoyé
connected-from = connecté depuis { $from }
connected = connecté
tls-stands = TLS { $version }, { $cipher }
lines-more = { $count ->
    [one] et { $count } ligne de plus
   *[other] et { $count } lignes de plus
}
nothing-said = Rien n'a encore été échangé.
certificates-sent = Certificats envoyés
certificates-none = aucun : TLS n'a pas été atteint
cert-names = noms
cert-no-names = aucun
cert-valid = validité
cert-issuer = émetteur
cert-key = clé
cert-sha1 = SHA-1
cert-sha256 = SHA-256
cert-span = du { $from } au { $until }
# Comment un certificat est signé : l'empreinte et la clé, par exemple SHA-256 et RSA.
signed-with = { $digest } avec { $key }
cert-key-signed = { $key }, { $signature }
cert-issued-by = émetteur { $issuer }
cert-not-named = sans { $name }
cert-ended = { $days ->
    [0] expiré aujourd'hui
    [one] expiré il y a { $days } jour
   *[other] expiré il y a { $days } jours
}
cert-begins = { $days ->
    [0] débute aujourd'hui
    [one] débute dans { $days } jour
   *[other] débute dans { $days } jours
}
cert-self-signed = auto-signé
cert-issuer-missing = non envoyé avec lui
cert-issuer-unknown = non approuvé
cert-weak = trop faible
cert-accepted = acceptée
cert-as-reported = celle du rapport
cert-not-reported = pas celle du rapport

## Requêtes DNS

lookups = Requêtes DNS
lookups-none = Aucune requête DNS n'a été faite.
lookup-for-route = Pour trouver le chemin, comme le fait Office 365
lookup-for-health = Pour voir si le résolveur répond
lookup-for-checking-disabled = De nouveau, sans vérification, pour voir si DNSSEC est en cause
lookup-for-authoritative = Aux serveurs de la zone eux-mêmes, pour voir si la délégation fonctionne et si les données sont les mêmes
lookup-for-comparison = À un second résolveur, pour comparer
lookup-answer = réponse
lookup-authority = autorité
lookup-ttl = TTL
lookup-server = serveur
lookup-extended-error = erreur
lookup-awaited = attendue
lookup-asked = { $server }
lookup-answered =
    { $authoritative ->
        [yes] { $tcp ->
            [yes] { $server }, { $time }, fait autorité, en TCP
           *[no] { $server }, { $time }, fait autorité
        }
       *[no] { $tcp ->
            [yes] { $server }, { $time }, en TCP
           *[no] { $server }, { $time }
        }
    }
lookup-ttl-left = { $ttl } s, dont il reste { $left } s
compared-with-report = Le rapport est comparé avec ce qui a été observé.
edit-exercise = C'est le connecteur d'un exercice : il n'y a rien à y modifier.
last-address = C'est la dernière adresse.
proof-none = Cela repose sur la question posée et non sur une réponse : il n'y a rien de plus à montrer.

## Diagnostic

provisional = Provisoire : le test n'est pas terminé.
healthy-means = Chaque adresse qui répond accepte le courrier comme ce connecteur le remettrait. Si Office 365 signale tout de même un défaut, collez son rapport et comparez.
host-addresses = { $host } : { $addresses }
host-count = { $count ->
    [one] { $host }, { $count } adresse
   *[other] { $host }, { $count } adresses
}
not-looked-at = pas examiné jusqu'au bout
still-running = examen en cours

## Étapes à suivre

earlier-steps = Avant, { $title } : { $states }
checklist-counts = { $needless ->
    [0] vérifié : { $verified }, coché : { $ticked }, à faire : { $open }
   *[other] vérifié : { $verified }, devenu inutile : { $needless }, coché : { $ticked }, à faire : { $open }
}

## Codes

codes-count = { $count ->
    [one] { $count } code
   *[other] { $count } codes
}
expired-as = message expiré : { $code }
codes-lab = Entrée le montre en conditions réelles : exercice { $exercise }.
actor-does = { $actor } : { $step }
find-label = Chercher :
export-stopped = Arrêté. Ce qui a été observé reste ; a reteste tout, Échap revient.
found-none = Aucun code ne contient ces mots. Échap les affiche tous.

## Atelier

lab-about = Sur cette machine, des serveurs défaillent exprès ; rien ne sort de 127.0.0.1.
lab-count = résolus : { $solved } sur { $count }
lab-starting = Démarrage des serveurs.
lab-task = Testez-le ; trouvez ce qui ne va pas et ce qu'il faut changer.
lab-asks = Après le test, mxray vous demande la cause et la première étape, puis montre ce qui était vraiment en défaut.
lab-last = Vous avez choisi : { $answer }
lab-read-again = Relisez le cas.
chapter-no-code = sans code
chapter-solved = résolu
chapter-state = { $solved } sur { $count }
exercise-of = { $chapter } (exercice { $place } sur { $count })

## Questions d'un exercice

quiz-place = question { $place } sur { $count }
quiz-code = Quel code Office 365 signale-t-il ici ?
quiz-cause = Quelle est la cause dans ce cas ?
quiz-step = Quelle étape vient en premier ?
quiz-solved = Résolu : toutes vos réponses sont justes.
quiz-not-solved = Pas encore résolu. Voici ce qui était vraiment en défaut.
quiz-instead =
    { $several ->
        [no] Vous auriez alors vu : { $faults }.
       *[yes] Vous auriez alors vu l'un de ces défauts : { $faults }.
    }
quiz-later = Les questions viennent à la fin du test. Échap l'arrête.
quiz-before = Les questions viennent d'abord : Entrée les pose.

## Connecteurs d'une exportation

export-empty = Collez ici la sortie de Get-OutboundConnector, ou tapez le nom de son fichier. JSON, CSV, listes et CLIXML sont lus, de même que de simples lignes d'hôtes.
export-file = Fichier
export-command = Exportation
export-reading = Lecture du fichier { $file }
export-no-name = Tapez le nom d'un fichier, ou collez l'exportation.
export-copied = La commande a été envoyée au presse-papiers du terminal.
export-count = { $count ->
    [one] { $count } connecteur
   *[other] { $count } connecteurs
}
export-own = vous
export-partner = partenaire
export-mx = MX : { $domain }
export-mx-domains = { $count ->
    [0] MX, tout domaine
    [one] MX, { $count } domaine
   *[other] MX, { $count } domaines
}
export-targets = Une simple liste ne nomme que des hôtes : le paramètre TLS et le propriétaire sont ceux par défaut. Le formulaire permet de les changer.
export-needs-domain = { $count ->
    [0] Ce connecteur passe par les MX, et l'exportation ne nomme aucun domaine destinataire. Entrée ouvre le formulaire, où vous pouvez en taper un.
    [one] Ce connecteur passe par les MX pour { $count } domaine. Entrée propose ce domaine.
   *[other] Ce connecteur passe par les MX pour { $count } domaines. Entrée propose ces domaines.
}
export-which-domain = Pour quel domaine destinataire faut-il le tester ?
export-another-domain = un autre domaine, à taper
export-again = Exportez-le de nouveau avec la commande que copie y, ou appuyez sur Entrée et complétez ce qui manque.
export-by-hand = Entrée ouvre le formulaire, où vous pouvez corriger ou compléter.
export-left = reste { $left }
export-still-probing = Ce connecteur est encore en cours de test.
export-no-next = Aucun connecteur après celui-ci n'a été testé jusqu'au bout.
export-none-to-probe = Aucun connecteur de cette liste ne peut être testé tel quel. Entrée ouvre son formulaire.
export-no-faults = Aucun défaut jusqu'ici. f affiche tout.
export-found-none = Aucun connecteur ne contient ces mots. Échap les affiche tous.

## Rapport

paste-place = Rapport { $place } sur { $count }   ←/→
paste-empty = Rien n'a encore été collé. Collez ici la NDR ou la ligne de file d'attente ; les retours à la ligne sont sans importance. Vous pouvez aussi taper un code seul ou le nom d'un fichier.
paste-what =
    { $how ->
        [typed] Tapé
       *[pasted] Collé
    } : { $form ->
        [code] un code
        [ndr] une NDR, { paste-count }
        [dsn] une DSN, { paste-count }
        [trace] un suivi des messages, { paste-count }
        [queue] une file d'attente ou une alerte, { paste-count }
        [validation] un résultat de validation, { paste-count }
       *[line] { paste-count }
    }
paste-count =
    { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
paste-line = ligne { $from }
paste-lines = lignes { $from } à { $to }
paste-no-report = Ce texte ne contient aucune erreur de remise d'un connecteur. Cherchez une ligne avec 450 4.4.3 ou 550 5.4.3, puis collez-la.
paste-export = Ce sont des connecteurs, pas un rapport. Tab les ouvre.
paste-probe = Tester { $server } et comparer avec ce rapport
paste-correct = Corriger d'abord les suppositions
paste-explain = { $code ->
    [other] Lire l'article sur les autres codes d'erreur
   *[known] Lire ce que signifie { $code }
}
fact-code = code
fact-detail = détail
fact-server = serveur
fact-wanted = attendu
fact-shown = présenté
fact-last = dernier essai
fact-until = échéance
fact-connector = connecteur
fact-tls = TLS
fact-owner = propriétaire
fact-next = ensuite
fact-cause = cause
fact-reason = raison
fact-means = signifie
fact-code-alone = { $code }
fact-code-expired = { $code } ; expiré sous { $expired }
fact-concluded = { $code ->
    [other] { $detail } : un code sans article dédié
   *[known] { $detail } : c'est donc { $code }
}
fact-article = { $code ->
    [other] un code sans article dédié
   *[known] { $code } { $title }
}
fact-no-article = une autre erreur que celle d'un connecteur
fact-server-both = { $name }, { $ip } port { $port }
fact-no-server = le texte ne le nomme pas
fact-last-by-sender = { $at }, heure de l'expéditeur
fact-tls-domain = AC approuvée et nom, car un nom était attendu
fact-tls-certificate = AC approuvée, comme pour la plupart des connecteurs
fact-owner-own = votre organisation ; un rapport ne le dit pas
fact-unpublished = { $fields } : forme connue, mais Microsoft n'en a pas publié la signification
fact-addresses = { $count ->
    [one] { $count } adresse e-mail : inutile, non gardée
   *[other] { $count } adresses e-mail : inutiles, non gardées
}
fact-more-reports = { $count ->
    [one] { $count } autre rapport dans ce texte
   *[other] { $count } autres rapports dans ce texte
}

## Aide

help-title = Aide : { $screen }
help-here = Ici
help-everywhere = Partout
help-key-moves = ↑↓  j  k
help-key-moves-typing = ↑↓
help-moves = se déplacer ; aussi Page préc., Page suiv., Début, Fin
help-key-fields = Tab  Maj-Tab
help-key-sideways = ←→
help-key-empty = Ctrl-U
help-empty = vider le champ
help-enter = continuer, ou ouvrir
help-esc = arrêter, puis retour
help-key-language = F2  Ctrl-L
help-key-help = F1  ?
help-language = langue suivante : { $name }
help-help = cette aide
help-quit = quitter (confirmation s'il y a une perte)
help-quit-at-once = quitter aussitôt
help-suspend = vers le shell ; retour par fg
help-marks = Signes
mark-ok = correct
mark-warning = avertissement
mark-fault = défaut
mark-running = en cours
mark-skipped = omis
mark-not-yet = à venir
mark-unknown = inconnu
mark-untried = pas essayé
mark-tried = essayé, pas résolu
mark-solved = résolu
help-times = Un temps indique la durée de la phase.
help-codes = Quel code pour quel défaut
help-silence = silence
help-refusal = refus
help-greeting-to-tls = de l'accueil à TLS
help-an-error = une erreur
help-cut = coupé, muet

## Une fenêtre trop petite

small-size = { $lack ->
    [columns] Cette fenêtre fait { $width } × { $height } caractères. Il en faut { $least-width } × { $least-height } à mxray : { $columns ->
        [one] { $columns } colonne de plus.
       *[other] { $columns } colonnes de plus.
    }
    [rows] Cette fenêtre fait { $width } × { $height } caractères. Il en faut { $least-width } × { $least-height } à mxray : { $rows ->
        [one] { $rows } ligne de plus.
       *[other] { $rows } lignes de plus.
    }
   *[both] Cette fenêtre fait { $width } × { $height } caractères. Il en faut { $least-width } × { $least-height } à mxray : { $columns ->
        [one] { $columns } colonne
       *[other] { $columns } colonnes
    } et { $rows ->
        [one] { $rows } ligne de plus.
       *[other] { $rows } lignes de plus.
    }
}
small-probing = Le test continue et rien n'est perdu.
small-nothing-lost = Rien n'est perdu.
small-without = Ou sans fenêtre :
small-no-command = La commande d'un test sans fenêtre ne tient pas ici.
