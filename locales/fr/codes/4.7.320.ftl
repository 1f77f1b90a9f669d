# 450 4.7.320. Aucune étape ni cause n'emploie ici une valeur d'un test, sauf `-here`.

code-4-7-320 = Échec de la validation du certificat
    .verdict = Office 365 atteint le serveur, mais refuse son certificat.
    .short = le certificat n'est pas accepté
    .meaning = Office 365 n'a pas pu valider le certificat du serveur de destination ; les détails de l'erreur disent pourquoi. TLS lui-même fonctionne : seul le certificat ne satisfait pas à ce qu'exige le connecteur.
    .group-partner = { group-partner }
    .cause-expired = Le certificat, ou l'un de ceux dont il dépend, est arrivé à expiration : il n'a pas été renouvelé, ou le nouveau n'est pas utilisé.
    .cause-name = L'objet du certificat ne correspond pas : le certificat a été émis pour d'autres noms que celui qu'attend le connecteur.
    .cause-invalid = Le certificat n'est plus valide.
    .cause-incomplete-chain = Le serveur n'envoie pas le certificat intermédiaire, et Office 365 ne va pas le chercher.
    .cause-unknown-issuer = Le certificat vient d'une autorité de certification privée ou inconnue, qu'Office 365 n'approuve pas.
    .cause-self-signed = C'est un certificat auto-signé ; personne ne s'en porte garant.
    .cause-inspection = Un pare-feu qui inspecte SMTP présente son propre certificat.
    .cause-not-yet-valid = Le certificat, ou l'un de ceux dont il dépend, n'est pas encore valide.
    .cause-several-servers = Plusieurs serveurs répondent à une même adresse, sans avoir le même certificat.
    .cause-weak = La clé ou la signature du certificat est trop faible.
    .cause-revoked = Le certificat a été révoqué par son émetteur.
    .cause-malformed = Le certificat, ou l'un de ceux dont il dépend, est illisible, mal signé ou n'est pas destiné à cet usage.
    .step-roots = Si cette machine n'a pas de racines approuvées, indiquez-en.
    .step-roots-here = Indiquez des racines approuvées avec --ca-file, ou testez depuis une autre machine.
    .step-renew = Si le certificat a expiré ou expire bientôt, renouvelez-le.
    .step-renew-here = Renouvelez le certificat.
    .step-renew-how = Commandez-le avec tous les noms que demande le connecteur, installez-le, activez-le pour SMTP et affectez-le au connecteur de réception.
    .step-renew-why = Un nouveau certificat ne sert qu'une fois présenté par le serveur : souvent, l'ancien reste en service.
    .step-renew-done = Un test voit le nouveau.
    .step-begin = S'il n'est pas encore valide, utilisez l'ancien en attendant.
    .step-begin-here = Utilisez un autre certificat jusqu'au { $not-before }, ou corrigez l'horloge du serveur.
    .step-intermediate = Si la chaîne de certificats est incomplète, envoyez aussi le certificat intermédiaire.
    .step-intermediate-here = Envoyez aussi le certificat intermédiaire.
    .step-intermediate-why = Les navigateurs vont chercher ce qui manque, Office 365 non. Le même certificat peut donc sembler bon ailleurs.
    .step-intermediate-how = Installez le certificat intermédiaire dans le magasin des autorités de certification intermédiaires, ou ajoutez-le au fichier du certificat, dans l'ordre, celui du serveur en premier.
    .step-new-intermediate = Si un certificat intermédiaire a expiré ou est inutilisable, remplacez-le.
    .step-new-intermediate-here = Remplacez le certificat intermédiaire « { $subject } » qu'envoie le serveur.
    .step-new-intermediate-why = Les certificats intermédiaires expirent aussi. Si l'autorité a gardé sa clé, le certificat du serveur n'a pas besoin d'être renouvelé.
    .step-new-intermediate-how = Demandez l'actuel à l'autorité de certification, placez-le dans le magasin des autorités de certification intermédiaires, ou dans le fichier du certificat derrière celui du serveur, et retirez l'ancien.
    .step-trusted-ca = S'il est auto-signé ou émis par une autorité privée, utilisez-en un d'une autorité publique.
    .step-trusted-ca-here = Utilisez un certificat d'une autorité de certification publique.
    .step-trusted-ca-why = Ce paramètre TLS n'accepte que ce qui mène à une racine approuvée par Office 365. Un paramètre qui accepte tout certificat chiffre aussi bien, mais ne prouve rien.
    .step-name = Si le nom est erroné, procurez-vous un certificat au bon nom.
    .step-name-here = Ajoutez le nom { $wanted } au certificat.
    .step-name-why = Le connecteur n'accepte que ce nom (TlsDomain) ; le nom de l'hôte actif ne compte pas.
    .step-name-how = Commandez un seul certificat avec tous les noms, installez-le et affectez-le au connecteur de réception.
    .step-name-done = Un test voit le nom.
    .step-tls-domain = Ou, si le nom du certificat est le bon, corrigez TlsDomain.
    .step-tls-domain-here =
    { $presented-count ->
        [0] Ou, si aucun nom ne doit être vérifié, modifiez le paramètre TLS du connecteur.
       *[other] Ou, si le certificat porte le bon nom ({ $presented }), corrigez TlsDomain dans le connecteur.
    }
    .step-strong = S'il est trop faible, utilisez RSA à 2048 bits et SHA-256.
    .step-strong-here = Remplacez-le par un certificat RSA à 2048 bits signé avec SHA-256.
    .step-strong-why = Les certificats SHA-1 sont refusés depuis 2016 ; aucune autorité publique n'en émet plus.
    .step-replace = S'il a été révoqué ou est illisible, remplacez-le.
    .step-replace-here = Remplacez le certificat.
    .step-unusual = Si mxray ne peut pas juger le certificat, essayez-le dans Office 365.
    .step-unusual-here = Validez le connecteur dans Office 365 : lui seul dit s'il accepte ce certificat.
    .step-unusual-why = Le certificat est inhabituel, ce qui n'est pas un défaut en soi. Un certificat courant (RSA à 2048 bits et SHA-256, pour serveurs seulement) ne laisse aucun doute.
    .step-thumbprint = Comparez l'empreinte numérique avec celle du certificat installé sur le serveur.
    .step-thumbprint-here = Comparez l'empreinte numérique vue à l'adresse { $ip } avec celle du serveur.
    .step-thumbprint-why = Si elles diffèrent, un pare-feu ou un proxy présente son propre certificat : c'est là qu'il faut corriger.
    .step-every-server = Si plusieurs serveurs répondent, installez partout le même certificat.
    .step-every-server-here = Installez le même certificat sur tous les serveurs derrière { $ip }.
    .step-cert-or-connector = Corrigez le certificat, ou les paramètres du connecteur, pour que les messages mis en file d'attente puissent être remis.
    .step-cert-or-connector-done = Un test accepte le certificat, comme le ferait ce connecteur.
