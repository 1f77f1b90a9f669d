# The letter to whoever has to act and is not the reader. Here one is polite: it goes to strangers.
# $actor: partner, dns-host, network-team or microsoft. $target: the domain, or the first smart host.

letter-subject = Assunto: Os emails do Office 365 não chegam ao destino { $target } ({ $error })
letter-subject-plain = Assunto: Os emails do Office 365 não chegam ao destino { $target }
letter-greeting = Olá,
letter-opening = { $actor ->
    [partner] Os emails que nossa organização envia pelo Office 365 (Exchange Online) não chegam ao servidor de email de vocês, { $target }.
    [dns-host] Os emails do Office 365 (Exchange Online) não chegam ao destino { $target }. A causa está em uma zona DNS que vocês hospedam.
    [microsoft] Os emails da nossa organização do Office 365 (Exchange Online) não chegam ao destino { $target }. Uma causa possível é um dos endereços de onde vocês enviam emails.
    [microsoft-well] Os emails da nossa organização do Office 365 (Exchange Online) não chegam ao destino { $target }. Do nosso lado, o servidor aceita emails; o erro é informado pelos servidores de vocês.
   *[network-team] Os emails do Office 365 (Exchange Online) não chegam ao nosso servidor de email { $target }. A causa pode estar na rede ou em um dispositivo à frente do servidor.
}
letter-waits = As mensagens esperam no Office 365, que continua tentando por { $retry-hours } horas e depois as devolve aos remetentes. Por isso, agradecemos se puderem nos ajudar o quanto antes.
letter-redacted = Nesta carta, nomes, endereços, pessoas e impressões digitais foram substituídos por pseudônimos: sempre o mesmo para a mesma coisa.
letter-written = O que o Office 365 escreveu
letter-at = Data e hora: { $at }
letter-last-attempt = Última tentativa, tal como informada: { $at }
letter-server = Servidor a que a mensagem se destinava: { $server }
letter-server-address = Endereço desse servidor: { $ip }
letter-which = De quais mensagens se trata
letter-message = { $id ->
    [none] ID de uma dessas mensagens (Message-ID): <ID da mensagem>
   *[known] ID de uma dessas mensagens (Message-ID): { $id }
}
letter-tenant = { $id ->
    [none] Nossa organização (locatário): <nome do locatário>
   *[known] Nossa organização (locatário): { $id }
}
letter-seen = O que foi visto
letter-looked = Verificamos em { $at }, a partir da nossa própria rede e não do Office 365. Todos os horários estão em UTC.
letter-looked-never = Nenhuma conexão foi tentada do nosso lado.
letter-said = A conversa com o endereço { $ip } ({ $host }): "<" veio do servidor, ">" veio de nós
letter-asked = O que pedimos a vocês
letter-needs = { $minds ->
    [domain] Neste caso, o Office 365 só aceita um certificado válido, emitido por uma autoridade de certificação pública e com o nome { $name }.
   *[certificate] Neste caso, o Office 365 só aceita um certificado válido, emitido por uma autoridade de certificação pública.
}
letter-ask = { $about ->
    [microsoft] Por favor, verifiquem se um dos endereços de onde vocês enviam está em uma lista de bloqueio e, se estiver, providenciem a remoção, ou informem de quais outros endereços sairão os emails para este servidor.
    [microsoft-well] Por favor, verifiquem o que os servidores de vocês encontraram ao enviar estas mensagens e informem o que os impede de entregá-las.
    [dns-host] Por favor, verifiquem por que o nome não pode ser resolvido e corrijam a zona.
    [network-team] Por favor, verifiquem o que impede o Office 365 de alcançar o servidor e liberem o acesso.
    [null-mx] Por favor, removam o registro MX nulo, pelo qual o domínio de vocês declara não aceitar emails, ou indiquem em registros MX os servidores que os aceitam.
    [names] Por favor, verifiquem por que os nomes não levam a nenhum servidor ao qual o Office 365 possa entregar emails e corrijam os registros.
   *[partner] Por favor, verifiquem por que o servidor responde assim ao Office 365 e corrijam isso.
}
letter-themselves = Como verificar isso por conta própria
letter-look-dns = No PowerShell, os registros tal como aparecem na Internet:
letter-look-port = No PowerShell, de fora da rede de vocês, para saber se a porta responde:
letter-look-tls = Com o OpenSSL, os certificados que o servidor envia depois do STARTTLS:
letter-look-mxray = Com o mxray, que faz o que o Office 365 faz e não envia nenhuma mensagem:
letter-look-trace = No rastreamento de mensagens da nossa organização, por esse ID: cada tentativa, o endereço IP de onde ela saiu e a resposta do servidor.
letter-look-queue = Na fila de vocês para { $host }: o último erro dela e se mensagens de outras organizações para este servidor também esperam.
letter-returned = O que foi devolvido ao remetente precisa ser reenviado. O que ainda espera não exige nenhuma ação: assim que a causa for eliminada, o Office 365 o entrega sozinho, a começar pelas mensagens mais antigas.
letter-retry = Ninguém precisa reenviar nada: assim que a causa for eliminada, o Office 365 entrega sozinho o que está esperando, a começar pelas mensagens mais antigas.
letter-tell-us = Por favor, avisem quando estiver feito, e verificaremos de novo.
letter-close = Desde já agradecemos. Atenciosamente,
letter-none = { $actor ->
    [partner] Não há carta a escrever: nenhum passo deste diagnóstico é para um parceiro.
    [dns-host] Não há carta a escrever: nenhum passo deste diagnóstico é para o serviço de hospedagem DNS.
    [microsoft] Não há carta a escrever: nenhum passo deste diagnóstico é para a Microsoft.
    [you] Não há carta a escrever: este passo é seu.
   *[network-team] Não há carta a escrever: nenhum passo deste diagnóstico é para a equipe de rede.
}

# What stands, in angle brackets, for what is not told to others.
letter-our-host = nossa máquina
letter-our-address = um endereço do nosso lado
letter-our-resolver = nosso resolvedor

# On the screen.
letter-to = { $actor ->
    [partner] Ao parceiro
    [dns-host] Ao serviço de hospedagem DNS
    [microsoft] Ao suporte da Microsoft
   *[network-team] À equipe de rede
}
letter-language-now = Idioma da carta: { $name }
