# Tous les autres codes. Aucune étape ni cause n'emploie ici une valeur d'un test, sauf `-here`.

code-other = Autres codes d'erreur
    .concluded = Un autre code d'erreur
    .verdict = Autre chose empêche Office 365 de remettre le courrier.
    .short = autre chose bloque la remise
    .meaning = Office 365 a du mal à remettre le courrier au serveur local ou à celui du partenaire. Le texte de l'erreur dit de quoi il s'agit.
    .group-partner = { group-partner }
    .cause-null-mx = Le domaine déclare, par un enregistrement MX nul, qu'il n'accepte aucun courrier.
    .cause-blocklist = { cause-blocklist }
    .cause-greylisting = { cause-greylisting }
    .cause-dane = Les enregistrements DANE (TLSA) de l'organisation destinataire ne correspondent pas à son certificat, ou son DNSSEC n'est pas valide.
    .cause-mta-sts = Les hôtes MX de l'organisation destinataire ne figurent pas dans sa stratégie MTA-STS, ou leur certificat n'y est pas conforme.
    .step-dane = Si DANE échoue (4.7.321 à 4.7.325), l'organisation destinataire doit publier des enregistrements TLSA qui correspondent à son certificat.
    .step-dane-how = L'enregistrement du prochain certificat (3 1 1) doit figurer à côté de l'ancien avant le changement ; un DNSSEC défaillant peut aussi apparaître comme 4.4.312.
    .step-mta-sts = Si MTA-STS échoue (4.4.8 ou 4.7.5), l'organisation destinataire doit corriger sa stratégie ou son certificat.
    .step-mta-sts-how = Chaque hôte MX doit figurer dans le fichier de stratégie et avoir un certificat à son nom, émis par une autorité publique reconnue. Les expéditeurs gardent une ancienne stratégie jusqu'à la fin de son max_age.
    .step-policy-off = Tant que l'organisation destinataire n'a pas corrigé cela, désactivez DANE ou MTA-STS sur un connecteur réservé à son domaine.
    .step-policy-off-why = Le courrier passe alors, mais plus rien ne distingue le bon serveur d'un faux ; annulez donc cette modification plus tard.
    .step-null-mx = S'il y a un enregistrement MX nul, routez vers un autre nom ou retirez cet enregistrement.
    .step-null-mx-here = Routez vers un autre nom, ou retirez l'enregistrement MX nul du nom { $name }.
    .step-null-mx-why = Le nom d'un hôte actif est d'abord cherché par son enregistrement MX ; un enregistrement MX nul bloque donc aussi le courrier vers lui.
    .step-support = Si, d'ici, tout va bien, demandez au support Microsoft ce que ses serveurs ont rencontré.
    .step-destination = Servez-vous de l'information « Serveur de destination » (Destination server) de l'erreur pour examiner le problème dans votre propre environnement.
    .step-destination-how = Cette information figure dans les détails de la file d'attente et dans le suivi des messages. Consultez le journal de ce serveur à l'heure de la dernière tentative.
    .step-connector = Ou modifiez le connecteur, là où sa configuration est erronée.
