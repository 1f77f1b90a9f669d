# 450 4.4.318. Aucune étape ni cause n'emploie ici une valeur d'un test, sauf `-here`.

code-4-4-318 = La connexion a été interrompue brusquement
    .verdict = Office 365 atteint le serveur, mais la connexion s'interrompt en plein milieu.
    .short = coupure en pleine conversation
    .meaning = Office 365 a du mal à communiquer avec l'environnement local : la connexion a été établie, puis interrompue ou laissée sans réponse.
    .group-partner = { group-partner }
    .cause-inspection = Le pare-feu a des règles d'inspection de paquets SMTP qui ne fonctionnent pas correctement.
    .cause-server-sick = Le serveur de messagerie fonctionne mal (services bloqués ou en panne, ressources système insuffisantes), dépasse les délais et ferme la connexion.
    .cause-network = Il y a des problèmes de réseau entre l'environnement local et Office 365.
    .cause-tarpit = Le serveur retarde exprès son accueil, contre les spammeurs.
    .cause-not-smtp = Ce qui répond sur ce port n'est pas un serveur de messagerie et attend qu'on lui parle.
    .cause-blocklist = { cause-blocklist }
    .cause-proxy-protocol = { cause-proxy-protocol }
    .cause-ipv6 = { cause-ipv6 }
    .cause-sender-authentication = SPF, DKIM ou DMARC manque à votre domaine, et l'organisation destinataire coupe la connexion des expéditeurs qui n'en ont pas.
    .cause-incident = Il y a un incident chez Microsoft : Office 365 coupe la connexion vers des serveurs sains.
    .step-sender-authentication = Si seules certaines organisations destinataires coupent la connexion, vérifiez SPF, DKIM et DMARC pour votre propre domaine.
    .step-sender-authentication-why = Les grands fournisseurs ferment la session d'un expéditeur que rien n'authentifie, souvent sans en indiquer la raison.
    .step-sender-authentication-how = SPF doit contenir include:spf.protection.outlook.com, DKIM doit être activé pour votre propre domaine, et un enregistrement DMARC doit exister, avec au moins p=none.
    .step-scenario = Déterminez lequel de ces cas s'applique (inspection du pare-feu, serveur défaillant, réseau), puis corrigez-le.
    .step-scenario-how = La phase où la connexion s'interrompt est le meilleur indice : avant l'accueil, regardez le serveur ; après EHLO ou STARTTLS, le pare-feu.
    .step-server = Si le serveur coupe la connexion, vérifiez ses services, ses ressources et son journal des événements.
    .step-server-here = Vérifiez les services, les ressources et le journal des événements du serveur { $ip }.
    .step-server-why = Exchange ralentit et ferme des connexions quand le disque, la mémoire ou la base des files d'attente arrive à saturation (back pressure).
    .step-tarpit = Si l'accueil est tardif, réduisez le délai.
    .step-tarpit-here = Réduisez le délai avant l'accueil du serveur { $ip }.
    .step-tarpit-why = La durée d'attente d'Office 365 n'est pas publiée ; la plupart des expéditeurs renoncent avant cinq minutes.
    .step-inspection = Si un pare-feu inspecte SMTP, désactivez cette inspection et refaites le test.
    .step-inspection-here = Désactivez l'inspection SMTP sur le pare-feu placé devant { $ip }, puis refaites le test.
    .step-path-mtu = Si seuls les petits paquets passent, laissez passer ICMP ou réduisez la taille des paquets.
    .step-path-mtu-here = Laissez le message ICMP « fragmentation needed » atteindre le serveur { $ip }, ou réduisez-y le MTU.
    .step-path-mtu-why = Une liaison du trajet accepte des paquets plus petits que ceux du serveur, et l'avis qu'elle en donne est supprimé ; les grandes réponses, comme un certificat, se perdent donc.
    .step-path-mtu-how = Les pare-feu doivent laisser passer ICMP type 3 code 4 et ICMPv6 « packet too big ». En attendant, faites réduire le MSS par le pare-feu (MSS clamping).
    .step-network-team = En cas de problèmes de réseau : faites-les examiner par l'équipe réseau.
    .step-network-team-how = Donnez-lui les adresses et les heures du test. Des paquets qui se perdent quand ils sont grands (MTU du chemin) interrompent aussi une connexion en plein milieu.
