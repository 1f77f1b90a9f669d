# Tous les autres codes. Aucune étape ni cause n'emploie ici une valeur d'un test, sauf `-here`.

code-other = Autres codes d'erreur
    .concluded = Un autre code d'erreur
    .verdict = Autre chose empêche Office 365 de remettre le courrier.
    .short = autre chose bloque la remise
    .meaning = Office 365 a du mal à remettre le courrier au serveur local ou à celui du partenaire. Le texte de l'erreur dit de quoi il s'agit.
    .group-partner = { group-partner }
    .cause-null-mx = Le domaine déclare, par un enregistrement MX nul, qu'il n'accepte aucun courrier.
    .cause-blocklist = L'adresse d'envoi d'Office 365 figure sur une liste de blocage à laquelle le serveur se fie.
    .cause-greylisting = Le serveur repousse les premiers contacts pendant quelques minutes (liste grise, « greylisting »), puis accepte une tentative suivante.
    .step-null-mx = S'il y a un enregistrement MX nul, routez vers un autre nom ou retirez cet enregistrement.
    .step-null-mx-here = Routez vers un autre nom, ou retirez l'enregistrement MX nul du nom { $name }.
    .step-null-mx-why = Le nom d'un hôte actif est d'abord cherché par son enregistrement MX ; un enregistrement MX nul bloque donc aussi le courrier vers lui.
    .step-destination = Servez-vous de l'information « Serveur de destination » (Destination server) de l'erreur pour examiner le problème dans votre propre environnement.
    .step-destination-how = Cette information figure dans les détails de la file d'attente et dans le suivi des messages. Consultez le journal de ce serveur à l'heure de la dernière tentative.
    .step-connector = Ou modifiez le connecteur, là où sa configuration est erronée.
