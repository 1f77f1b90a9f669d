# Les questions qui départagent les causes restantes. Les identifiants sont ceux de assets/questions.toml.

questions-open = { $count ->
    [one] { $count } question aiderait à préciser le diagnostic : { $key }
   *[other] { $count } questions aideraient à préciser le diagnostic : { $key }
}
questions-none = Ici, aucune question ne changerait les causes ni les étapes.
questions-place = Question { $place } sur { $count }
questions-follow = { $count ->
    [0] D'après vos réponses, il ne reste rien à faire.
    [one] Les causes et les étapes tiennent compte de vos réponses : { $count } étape.
   *[other] Les causes et les étapes tiennent compte de vos réponses : { $count } étapes.
}
question-answered = { $question } { $answer }
question-answered-idle = { $question } { $answer } Cela ne change rien ici.
question-dont-know = Je ne sais pas.
report-answers = Réponses données
report-questions = Questions qui préciseraient le diagnostic
report-answered-by = Pour répondre aux questions, ajoutez à mxray check : { $options }

question-mailboxes = Reste-t-il des boîtes aux lettres sur vos propres serveurs ?
    .why = S'il en reste, le serveur doit être joignable. S'il n'en reste aucune, Office 365 ne devrait plus rien y envoyer.
    .how = Cherchez des boîtes aux lettres dans l'Exchange Management Shell de votre serveur et, dans Office 365, des domaines acceptés de type « Relais interne » (Internal relay).
    .answer-some = Oui, quelques-unes ou toutes.
    .answer-none = Non, elles sont toutes dans Office 365.
question-before = Des messages sont-ils déjà passés par ce connecteur ?
    .why = Ce qui n'a jamais fonctionné est le plus souvent mal configuré ; ce qui ne fonctionne plus a le plus souvent été modifié.
    .how = Cherchez des messages remis par ce connecteur : Centre d'administration Exchange (CAE) > Flux de messagerie > Suivi des messages (Mail flow > Message trace).
    .answer-yes = Oui, cela fonctionnait.
    .answer-no = Non, le connecteur est nouveau ou n'a jamais fonctionné.
question-changed = Qu'est-ce qui a changé peu avant l'apparition de l'erreur ?
    .why = La dernière modification est la cause la plus fréquente, même si elle semble sans rapport avec la messagerie.
    .how = Demandez aux personnes chargées du réseau, du DNS et des serveurs, et consultez le journal d'audit du locataire.
    .answer-connector = Le connecteur dans Office 365.
    .answer-provider = Le fournisseur d'accès à Internet ou les adresses publiques.
    .answer-certificate = Un certificat.
    .answer-firewall = Un pare-feu ou ses règles.
    .answer-mx = Un enregistrement MX ou un autre enregistrement DNS.
    .answer-domain = Le domaine : son enregistrement, ses serveurs de noms ou DNSSEC.
    .answer-server = Le serveur de messagerie : mise à jour, redémarrage, remplacement.
    .answer-nothing = Rien, pour autant qu'on le sache.
question-in-front = Qu'y a-t-il devant le serveur de messagerie ?
    .why = Un équipement placé devant peut répondre à la place du serveur, avec son propre certificat et ses propres règles.
    .how = Comparez le message d'accueil vu par le test avec celui du serveur lui-même, et interrogez l'équipe réseau.
    .answer-inspecting = Un pare-feu qui inspecte SMTP.
    .answer-gateway = Une passerelle de messagerie, un proxy ou un équilibreur de charge.
    .answer-none = Rien de tel.
question-how-many = Tous les messages envoyés par ce connecteur échouent-ils, ou seulement certains ?
    .why = Si seuls certains échouent, les serveurs ou les chemins qui y mènent diffèrent. Si tous échouent, la cause leur est commune.
    .how = Comptez les messages remis et les messages en échec des deux derniers jours dans le suivi des messages.
    .answer-all = Tous les messages.
    .answer-some = Certains seulement.
