# L'assistant en questions numérotées et en lignes (--plain) : ce que l'écran dit par des touches et des places, dit en phrases.

## Partout

plain-choice = { $number }. { $label }
plain-choice-about = { $number }. { $label } - { $about }
plain-pick = { $count ->
    [1] Tapez 1 pour choisir.
   *[other] Tapez un numéro de 1 à { $count }.
}
plain-keys = ? explique, l passe à la langue suivante ({ $language }), q quitte.
plain-back-key = < revient en arrière.
plain-not-understood = « { $text } » ne répond pas à cette question. ? explique ce qui est possible.
plain-ended = L'entrée est terminée, et mxray avec elle.
plain-ended-unsaved = { $count ->
    [one] L'entrée est terminée, et mxray avec elle. { $count } modification des étapes n'a pas été enregistrée.
   *[other] L'entrée est terminée, et mxray avec elle. { $count } modifications des étapes n'ont pas été enregistrées.
}

## La première question

plain-welcome-export = Une exportation de connecteurs
    .about = le fichier écrit par Get-OutboundConnector, où en choisir un
plain-resume = Reprendre le cas { $name }

## Un rapport

plain-paste = Collez ici la NDR, la ligne de file d'attente ou l'alerte ; les retours à la ligne sont sans importance. Le nom d'un fichier, seul, l'ouvre.
plain-paste-place = C'est le rapport { $place } sur { $count }. Tapez n pour le suivant.
plain-paste-end = Une ligne d'un seul point y met fin ; < à la place d'un rapport revient en arrière.

## Les paramètres d'un connecteur

plain-form-keys = Entrée garde la réponse actuelle, < revient à la question précédente, = accepte la correction proposée, ? explique.
plain-question = Question { $place } sur { $count }
plain-now = Réponse actuelle : { $value }
plain-now-choice = Réponse actuelle : { $number } ({ $value })
plain-now-nothing = Réponse actuelle : aucune
plain-guessed = C'est une supposition tirée du rapport.
plain-correction = Tapez = pour accepter { $suggestion }
plain-no-correction = Aucune correction n'est proposée ici.
plain-find = Dans Exchange Online, cette commande le montre :
plain-doubt = À noter : { $doubt }
plain-looked-up-as = Ce nom est recherché sous la forme { $name }

## Une exportation

plain-file = Tapez le nom du fichier qui contient les connecteurs.
plain-export-with = Cette commande crée ce fichier :
plain-connectors = { $count ->
    [one] { $count } connecteur dans ce fichier
   *[other] { $count } connecteurs dans ce fichier
}
plain-probe-all-key = a les teste tous.
plain-probed-all-key = n ouvre le diagnostic suivant, s enregistre le tableau.
plain-probe-all-help = Une fois tous les connecteurs testés, le numéro de l'un d'eux ouvre son diagnostic. Après s peut venir un dossier, ou un fichier dont le nom finit par .txt, .md, .html ou .csv.
plain-connector-choice = Le numéro d'un connecteur dit ce qu'il faut savoir de lui et mène à son test.
plain-domain = Ce connecteur passe par les MX. Pour quel domaine destinataire faut-il le tester ? Tapez un domaine, ou le numéro d'un domaine de la liste.
plain-probe-or-correct = Entrée teste { $host } ; c corrige d'abord les paramètres ; < revient en arrière.

## Les codes

plain-code = Tapez un code tel que 4.4.316 ; Entrée les énumère tous, < revient en arrière.
plain-practise = p le montre en conditions réelles : exercice { $exercise }

## Le test

plain-probing-all = { $count ->
    [one] Test en cours : { $count } connecteur
   *[other] Test en cours : { $count } connecteurs
}
plain-probing = Test en cours : { $host }, { $left } au plus
plain-stop = Entrée arrête le test ; ce qui a été observé reste.
plain-stopped = Arrêté. Ce qui a été observé reste.
plain-read-later = « { $text } » sera lu à la fin du test.

## Le diagnostic et ses étapes

plain-step-keys = Entrée énumère les étapes. Le numéro d'une étape la coche ou la décoche ; suivi d'un point d'interrogation, il l'explique.
plain-letter-keys = Le numéro d'une étape suivi de m (1m) écrit la lettre destinée à qui doit s'en charger ; une langue peut suivre (1m pt-BR), puis un dossier ou un fichier où l'enregistrer (1m pt-BR lettre.txt).
plain-finding-keys = f répète le diagnostic, r reteste, s enregistre un rapport (s suivi d'un dossier ou d'un fichier l'y enregistre), b revient en arrière.
plain-evidence-keys = c montre les échanges avec l'adresse décisive (c 2 : avec la deuxième), d montre les requêtes DNS. p compare le diagnostic avec un rapport que vous collez.
plain-said-at = { $ip } ({ $host }), port { $port }, adresse { $place } sur { $count } :
plain-save-keys = Avant le nom du fichier, --lang pt-BR et --redact demandent une autre langue et des pseudonymes à la place des noms et des adresses (s --redact rapport.html).
plain-watch-keys = w surveille : mxray répète le test et dit ce qui change, jusqu'à ce que tout soit correct ou que vous appuyiez sur Entrée ; la pause, en secondes, peut suivre (w 300).
plain-answered = Votre réponse : { $answer }
plain-question-keys = a pose des questions qui précisent causes et étapes ; tapez a de nouveau pour changer vos réponses.
plain-watching = Surveillance en cours ; pause entre deux tests : { $pause }. Chaque changement donne une ligne. Entrée y met fin ; elle cesse d'elle-même dès que tout est correct.
plain-watching-help = Entrée met fin à la surveillance ; ce qui a été observé reste.
plain-not-saved = { $reason } Le rapport est toujours là.
plain-save-where = Tapez un dossier, ou un fichier dont le nom finit par .txt, .md, .html ou .json. Entrée réessaie dans le dossier actuel, < y renonce.
plain-next = Votre réponse (? dit ce qui est possible) :
plain-step = { $number }. { $state } - { $actor } : { $step }
plain-since = Depuis le { $at }
plain-unsaved = { $count ->
    [one] { $count } modification des étapes n'est pas enregistrée. s l'enregistre dans un rapport et quitte, q quitte sans l'enregistrer, Entrée reste ici.
   *[other] { $count } modifications des étapes ne sont pas enregistrées. s les enregistre dans un rapport et quitte, q quitte sans les enregistrer, Entrée reste ici.
}
plain-leave-unsaved = { $count ->
    [one] { $count } modification des étapes n'est pas enregistrée. s l'enregistre dans un rapport et revient, q revient sans l'enregistrer, Entrée reste ici.
   *[other] { $count } modifications des étapes ne sont pas enregistrées. s les enregistre dans un rapport et revient, q revient sans les enregistrer, Entrée reste ici.
}

## L'atelier

plain-chapter = Chapitre { $chapter } : { $title }
plain-exercise = { $state ->
    [solved] { $number }. { $title } - résolu
    [tried] { $number }. { $title } - essayé, pas encore résolu
   *[open] { $number }. { $title } - pas encore résolu
}
plain-begin = Entrée démarre ses serveurs sur cette machine et les teste.
plain-quiz-keys = Tapez son numéro ; Entrée laisse la question ouverte.
plain-quiz-seen = h montre les observations.
