# The letter to whoever has to act and is not the reader. Here one is polite: it goes to strangers.
# $actor: partner, dns-host, network-team or microsoft. $target: the domain, or the first smart host.

letter-subject = Objet : les messages d'Office 365 n'atteignent pas { $target } ({ $error })
letter-subject-plain = Objet : les messages d'Office 365 n'atteignent pas { $target }
letter-greeting = Bonjour,
letter-opening = { $actor ->
    [partner] Les messages que notre organisation envoie avec Office 365 (Exchange Online) n'atteignent pas votre serveur de messagerie { $target }.
    [dns-host] Les messages d'Office 365 (Exchange Online) n'atteignent pas { $target }. La cause se trouve dans une zone DNS que vous hébergez.
    [microsoft] Les messages de notre organisation Office 365 (Exchange Online) n'atteignent pas { $target }. L'une de vos adresses IP d'envoi peut en être la cause.
    [microsoft-well] Les messages de notre organisation Office 365 (Exchange Online) n'atteignent pas { $target }. De notre côté, le serveur accepte les messages ; l'erreur est signalée par vos serveurs.
   *[network-team] Les messages d'Office 365 (Exchange Online) n'atteignent pas notre serveur de messagerie { $target }. La cause peut se trouver dans le réseau ou dans un équipement placé devant le serveur.
}
letter-waits = Les messages attendent dans Office 365, qui réessaie pendant { $retry-hours } heures, puis les renvoie à leurs expéditeurs. Nous vous serions donc reconnaissants de nous aider rapidement.
letter-redacted = Dans cette lettre, les noms, adresses, personnes et empreintes numériques sont remplacés par des pseudonymes : toujours le même pour la même chose.
letter-written = Ce qu'Office 365 a écrit
letter-at = Date et heure : { $at }
letter-last-attempt = Dernière tentative, telle qu'elle est notée : { $at }
letter-server = Serveur auquel le message était destiné : { $server }
letter-server-address = Son adresse : { $ip }
letter-which = Les messages concernés
letter-message = { $id ->
    [none] ID de l'un de ces messages (Message-ID) : <ID du message>
   *[known] ID de l'un de ces messages (Message-ID) : { $id }
}
letter-tenant = { $id ->
    [none] Notre organisation (locataire) : <nom du locataire>
   *[known] Notre organisation (locataire) : { $id }
}
letter-seen = Ce qui a été constaté
letter-looked = Nous avons fait ces constats le { $at }, depuis notre propre réseau et non depuis Office 365. Toutes les heures sont en UTC.
letter-looked-never = Aucune connexion n'a été tentée de notre côté.
letter-said = Échanges avec { $ip } ({ $host }) : « < » vient du serveur, « > » vient de nous
letter-asked = Ce que nous vous demandons
letter-needs = { $minds ->
    [domain] Office 365 accepte ici un certificat valide, délivré par une autorité de certification publique et portant le nom { $name }.
   *[certificate] Office 365 accepte ici un certificat valide, délivré par une autorité de certification publique.
}
letter-ask = { $about ->
    [microsoft] Merci de vérifier si l'une de vos adresses IP d'envoi figure sur une liste de blocage et, si oui, de l'en faire retirer, ou de nous dire de quelles autres adresses partiront les messages destinés à ce serveur.
    [microsoft-well] Merci de rechercher ce que vos serveurs ont rencontré avec ces messages, et de nous dire ce qui en empêche la remise.
    [dns-host] Merci de chercher pourquoi le nom ne peut pas être résolu, et de corriger la zone.
    [network-team] Merci de chercher ce qui empêche Office 365 d'atteindre le serveur, et de laisser passer Office 365.
    [null-mx] Merci de supprimer l'enregistrement MX nul, par lequel votre domaine déclare n'accepter aucun message, ou de désigner par des enregistrements MX les serveurs qui en acceptent.
    [names] Merci de chercher pourquoi les noms ne mènent à aucun serveur auquel Office 365 puisse remettre le courrier, et de corriger les enregistrements.
   *[partner] Merci de chercher pourquoi le serveur répond ainsi à Office 365, et d'y remédier.
}
letter-themselves = Comment le constater vous-même
letter-look-dns = Dans PowerShell, les enregistrements tels que tout le monde les voit :
letter-look-port = Dans PowerShell, depuis l'extérieur de votre réseau, pour savoir si le port répond :
letter-look-tls = Avec OpenSSL, les certificats que le serveur envoie après STARTTLS :
letter-look-mxray = Avec mxray, qui procède comme Office 365 et n'envoie aucun message :
letter-look-trace = Dans le suivi des messages de notre organisation, avec cet ID : chaque tentative, l'adresse IP d'où elle est partie chez vous et la réponse du serveur.
letter-look-queue = Dans votre file d'attente vers { $host } : sa dernière erreur, et si des messages d'autres organisations pour ce serveur attendent aussi.
letter-returned = Les messages qui ont été renvoyés à l'expéditeur sont à envoyer de nouveau. Pour ceux qui attendent encore, il n'y a rien à faire : dès que la cause a disparu, Office 365 les remet de lui-même, en commençant par les plus anciens.
letter-retry = Personne n'a rien à renvoyer : dès que la cause a disparu, Office 365 remet de lui-même ce qui attend, en commençant par les messages les plus anciens.
letter-tell-us = Merci de nous prévenir quand ce sera fait : nous referons le test.
letter-close = Avec nos remerciements et nos meilleures salutations
letter-none = { $actor ->
    [partner] Il n'y a pas de lettre à écrire : aucune étape de ce diagnostic ne s'adresse à un partenaire.
    [dns-host] Il n'y a pas de lettre à écrire : aucune étape de ce diagnostic ne s'adresse à l'hébergeur DNS.
    [microsoft] Il n'y a pas de lettre à écrire : aucune étape de ce diagnostic ne s'adresse à Microsoft.
    [you] Il n'y a pas de lettre à écrire : cette étape vous revient.
   *[network-team] Il n'y a pas de lettre à écrire : aucune étape de ce diagnostic ne s'adresse à l'équipe réseau.
}

# What stands, in angle brackets, for what is not told to others.
letter-our-host = notre machine
letter-our-address = une adresse de notre côté
letter-our-resolver = notre résolveur

# On the screen.
letter-to = { $actor ->
    [partner] Au partenaire
    [dns-host] À l'hébergeur DNS
    [microsoft] Au support Microsoft
   *[network-team] À l'équipe réseau
}
letter-language-now = Langue de la lettre : { $name }
