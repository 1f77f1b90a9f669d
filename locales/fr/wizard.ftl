# Les questions sur un connecteur : le libellé, puis `.help` (ce que c'est), `.why` (pourquoi on le demande), `.find` (où le trouver).

## Questions

field-name = Connecteur
    .help = Le nom du connecteur dans Exchange Online (facultatif)
    .why = Les commandes des étapes sont alors prêtes à coller.
    .find = Get-OutboundConnector | Format-List Name
field-party = Propriétaire
    .help = À qui appartient le serveur : ConnectorType dans Exchange Online
    .why = La réponse décide qui doit agir : vous ou le partenaire.
    .find = Get-OutboundConnector | Format-List Name,ConnectorType
field-route = Routage
    .help = Comment Office 365 trouve le serveur : UseMXRecord dans Exchange Online
    .why = Un hôte actif est nommé dans le connecteur ; par MX, c'est le domaine destinataire qui mène au serveur.
    .find = Get-OutboundConnector | Format-List Name,UseMXRecord,SmartHosts
field-smart-host = Hôte actif
    .help = Hôte actif : un nom ou une adresse ; plusieurs sont séparés par des virgules
    .why = Office 365 cherche d'abord les enregistrements MX de ce nom, puis les adresses du nom lui-même.
    .find = Get-OutboundConnector | Format-List Name,SmartHosts
field-domain = Domaine
    .help = Le domaine destinataire : ce qui suit le @ des adresses
    .why = Les enregistrements MX du domaine disent quels serveurs reçoivent son courrier.
    .find = Get-OutboundConnector | Format-List Name,RecipientDomains
field-tls = Paramètre TLS
    .help = Ce que le connecteur exige de TLS : TlsSettings dans Exchange Online
    .why = Le même certificat est accepté avec une valeur et refusé avec une autre.
    .find = Get-OutboundConnector | Format-List Name,TlsSettings,TlsDomain
field-tls-domain = Nom attendu
    .help = Nom attendu dans le certificat : TlsDomain dans Exchange Online
    .why = Office 365 compare ce nom à ceux du certificat, pas à l'hôte actif. Ce nom peut commencer par *. comme dans *.contoso.com
    .find = Get-OutboundConnector | Format-List Name,TlsSettings,TlsDomain
field-port = Port
    .help = Le port TCP du serveur
    .why = Office 365 n'utilise que le port 25. Un autre port ne sert qu'aux essais.

## Réponses

choice-party-own = votre organisation
choice-party-partner = une organisation partenaire
choice-route-smart-host = hôte actif
choice-route-mx = MX du domaine destinataire
choice-tls-opportunistic = si proposé
choice-tls-encryption = tout certificat
choice-tls-certificate = AC approuvée
choice-tls-domain = AC approuvée et nom
choice-in-exchange = { $choice } ({ $word })
tls-in-exchange = Dans Exchange : { $words }
optional = (facultatif)
not-asked = non comparé avec ce paramètre
guessed = supposé d'après le rapport
looked-up-as = recherché sous { $name }
fix-suggestion = → en fin de ligne insère { $suggestion }

## Ce qui ne va pas dans une réponse. Court : une seule ligne sous le champ.

answer-target = Ce n'est ni un nom ni une adresse.
answer-target-empty = Une réponse est nécessaire ici.
answer-target-too-long = Le texte dépasse { $limit } octets.
answer-target-too-many = Il y a plus de { $limit } cibles.
answer-target-url = C'est une adresse web, pas un nom.
answer-target-mail-address = C'est une adresse e-mail, pas un nom.
answer-target-cidr = C'est une plage, pas une adresse.
answer-target-zone-id = Une adresse n'a pas de zone (%) ici.
answer-target-wildcard = Il faut un hôte, pas un modèle.
answer-target-port = « { $text } » n'est pas un port (de 1 à 65535).
answer-target-ports-differ = Un seul port, pas { $first } et { $second }.
answer-target-not-a-name = Il faut un nom, pas une adresse.
answer-target-not-an-address = Ce n'est pas une adresse correcte.
answer-target-character = Aucun nom ne contient « { $character } ».
answer-target-space = Un espace suit « { $before } ».
answer-target-empty-label = Deux points de suite, ou un au début.
answer-target-hyphen = Une partie commence ou finit par -.
answer-target-name-too-long = Une partie dépasse 63, ou le nom 253.
answer-target-idn = Ce nom international est interdit.
