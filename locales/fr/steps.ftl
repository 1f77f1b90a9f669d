# Ce que plusieurs articles partagent : étapes, titres, liens, et la situation commune à tous les codes.

step-partner = Contactez le partenaire ; la réparation lui revient.
    .why = Le serveur est le sien : de votre côté, seul le connecteur peut être modifié.
    .how = Envoyez-lui ce qu'Office 365 a écrit et ce que mxray a vu, avec adresses et heures.
    .done = Un test ne trouve plus rien d'anormal.
step-validate = Validez le connecteur dans Office 365, puis refaites le test.
    .why = Seul Office 365 voit ce que voit Office 365. Un test fait d'ici l'explique, mais ne le remplace pas.
    .how = Centre d'administration Exchange (CAE) > Flux de messagerie > Connecteurs (Mail flow > Connectors) : sélectionnez le connecteur et choisissez « Valider ce connecteur » (Validate this connector), avec une adresse du système de destination.
    .done = La validation réussit, et les messages mis en file d'attente partent d'eux-mêmes, les plus anciens d'abord ; personne n'a à les renvoyer.

group-partner = Si le serveur appartient à un partenaire

flow-own = Un connecteur achemine normalement le courrier d'une organisation Office 365 (Exchange Online) vers les serveurs de messagerie locaux de cette même organisation.
flow-partner = Un connecteur peut aussi acheminer le courrier d'Office 365 vers une organisation partenaire.
flow-queue = Un message qui ne peut pas être remis par le connecteur est mis en file d'attente dans Office 365.
flow-retry = Office 365 fait de nouvelles tentatives pour chaque message : pendant { $retry-hours } heures depuis juillet 2019 (un locataire peut réduire cette durée à 12), pendant { $retry-hours-before } heures selon l'article de 2018/2019.
flow-expire = Passé ce délai, le message expire et revient à son expéditeur dans une notification d'échec de remise (NDR, aussi appelée message de rebond).
flow-name = Les erreurs qui concernent le courrier mis en file d'attente ou non remis par un connecteur, et leurs alertes, s'appellent ensemble « mail flow intelligence » (informations sur le flux de messagerie).
flow-partner-rule = Pour tous les codes : si le côté défaillant est l'organisation partenaire, par exemple un fournisseur de cloud tiers, il vous revient de contacter le partenaire.

link-connectors = Connecteurs, dans le Centre d'administration Exchange (CAE)
link-accepted-domains = Domaines acceptés, dans le Centre d'administration Exchange (CAE)
link-message-trace = Suivi des messages, dans le Centre d'administration Exchange (CAE)
link-queued-messages = Rapports de flux de messagerie, avec les messages mis en file d'attente
link-alert-policies = Stratégies d'alerte, dans le portail Defender
link-address-ranges = Adresses d'Office 365, publiées par Microsoft
link-mail-flow-intelligence = L'article « mail flow intelligence »
link-validate-connector = Comment valider un connecteur
link-connectivity-analyzer = Analyseur de connectivité à distance (Remote Connectivity Analyzer)
link-tls-reference = Versions de TLS et suites de chiffrement d'Office 365

# Ce qu'il faut remplir dans une commande, entre chevrons.
place-host = hôte
place-ip = adresse IP
place-connector = connecteur
place-port = port
place-tls-domain = nom du certificat
place-presented = nom présenté
place-domain = domaine
place-server = serveur
place-thumbprint = empreinte numérique
place-new = nouvelle
place-certificate-cer = certificat.cer
place-accepted-domain = domaine accepté
place-right-name = nom correct
place-right-name-or-address = nom correct ou adresse correcte
place-public-name-or-address = nom public ou adresse publique
place-public-resolver = résolveur public
