# 450 4.4.316. Aucune étape ni cause n'emploie ici une valeur d'un test, sauf `-here`.

code-4-4-316 = Connexion refusée
    .verdict = Office 365 se voit refuser la connexion : le port 25 est fermé, ou quelque chose en amont dit non.
    .short = quelqu'un répond non
    .meaning = Office 365 a reçu une erreur de connexion du serveur de destination : le port 25 est fermé, ou quelque chose en amont dit non. Un refus arrive aussitôt ; le silence donnerait 4.4.315.
    .group-mailboxes-on-premises = Si des boîtes aux lettres sont encore sur vos serveurs locaux
    .group-nothing-on-premises = Si plus rien n'est remis à vos serveurs locaux
    .group-partner = { group-partner }
    .cause-firewall = Un pare-feu refuse les connexions venant des adresses IP d'Office 365.
    .cause-migrated = C'est voulu : tout a été migré vers Office 365 et le système de messagerie local est arrêté.
    .cause-not-listening = Le service de messagerie ne tourne pas, ou n'écoute pas sur le port 25 de cette adresse.
    .step-firewall = Laissez les adresses IP d'Office 365 joindre vos serveurs sur le port TCP 25.
    .step-firewall-how = Autorisez { $ranges } (liste { $list-version } de Microsoft, du { $list-date }).
    .step-firewall-why = Un pare-feu qui laisse entrer cette machine peut refuser Office 365, et inversement.
    .step-firewall-done = Un test parvient à se connecter et, pour Office 365 lui-même, la validation du connecteur réussit.
    .step-listener = S'il y a encore des boîtes aux lettres ici, vérifiez que le service de messagerie écoute sur le port 25.
    .step-listener-here = Vérifiez que le service de messagerie écoute sur le port 25 à l'adresse { $ip }.
    .step-fix-now = Dans l'alerte, choisissez « Corriger maintenant » (Fix now) : Office 365 rejette alors aussitôt les destinataires non valides.
    .step-fix-now-why = Chaque locataire dispose d'un quota de destinataires non valides ; une fois ce quota épuisé, le courrier ordinaire en souffre aussi.
    .step-fix-now-how = Portail Defender > E-mail et collaboration > Stratégies et règles > Stratégie d'alerte (Email & collaboration > Policies & rules > Alert policy) : ouvrez l'alerte « Les messages ont été retardés » (Messages have been delayed) et choisissez « Afficher la file d'attente » (View queue).
    .step-connector-off = Ou à la main, première partie : désactivez le connecteur. Centre d'administration Exchange (CAE) > Flux de messagerie > Connecteurs (Mail flow > Connectors) : sélectionnez celui dont le champ « De » (From) indique « Office 365 » et le champ « À » (To) « Serveur de messagerie de votre organisation » (Your organization's email server), puis supprimez-le, ou modifiez-le et décochez « Activer » (Turn it on).
    .step-connector-off-how = Dans le centre d'administration actuel, les boutons sont « Supprimer » (Delete) ou « Désactiver » (Disable), puis « Confirmer » (Confirm).
    .step-authoritative = À la main, seconde partie : faites passer le domaine accepté lié au système local de « Relais interne » (Internal relay) à « Faisant autorité » (Authoritative).
    .step-authoritative-why = Tant qu'il est « Relais interne » (Internal relay), Office 365 cherche dans le système local les destinataires qu'il ne connaît pas.
    .step-wait = Attendez de 30 minutes à 1 heure ; au bout d'une heure, vérifiez que l'erreur a disparu.
