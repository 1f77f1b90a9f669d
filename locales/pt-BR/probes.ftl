# O que um teste faz e vê. `fault-<id>` é o nome curto de uma falha, para uma célula ou uma lista.
# `evidence-<id>` é uma frase inteira; `.label` e `.detail` ficam lado a lado no diagnóstico e nos relatórios.
# O que o outro lado enviou fica entre aspas, intacto.

## Etapas: o nome, e `.short` para o alto de uma coluna

stage-dns = DNS
    .short = DNS
stage-connect = conexão
    .short = conexão
stage-banner = saudação
    .short = saudação
stage-ehlo = EHLO
    .short = EHLO
stage-starttls = STARTTLS
    .short = STARTTLS
stage-handshake = handshake TLS
    .short = TLS
stage-certificate = certificado
    .short = certificado
stage-ehlo-tls = EHLO dentro do TLS
    .short = EHLO no TLS
stage-quit = QUIT
    .short = QUIT

## Como um endereço terminou, e como uma consulta DNS terminou

outcome-healthy = em ordem
outcome-timed-out = tempo esgotado
outcome-refused = recusa
outcome-unreachable = inacessível
outcome-rejected = rejeição
outcome-tls-unavailable = TLS não disponível
outcome-closed = interrupção
outcome-certificate-invalid = certificado não aceito
outcome-tls-failed = falha de TLS
outcome-protocol-error = erro de protocolo
outcome-not-tried = não testado
outcome-local = problema nesta máquina

dns-outcome-answer = resposta
dns-outcome-nodata = nenhum registro desse tipo
dns-outcome-nxdomain = nome inexistente
dns-outcome-servfail = falha na consulta
dns-outcome-refused = recusa
dns-outcome-timeout = sem resposta
dns-outcome-malformed = resposta ilegível
dns-outcome-loop = aliases sem fim

## Falhas

fault-resolver-unavailable = sem resolvedor
fault-dns-nx-domain = nome inexistente
fault-dns-not-delegated = não delegado
fault-dns-no-data = nenhum endereço
fault-dns-serv-fail = falha na consulta
fault-dns-dnssec-bogus = DNSSEC quebrado
fault-dns-refused = recusa do DNS
fault-dns-timed-out = DNS mudo
fault-dns-malformed = DNS ilegível
fault-dns-loop = aliases em círculo
fault-dns-lame = delegação quebrada
fault-dns-authority-silent = servidores mudos
fault-dns-servers-differ = DNS divergente
fault-dns-unsteady = DNS instável
fault-dns-half-answered = meia resposta
fault-dns-private-address = { fault-smart-host-not-public }
fault-dns-null-address = endereço nulo
fault-mx-target-missing = MX sem endereço
fault-mx-target-address = endereço IP no MX
fault-mx-target-alias = alias no MX
fault-several-aliases = vários aliases
fault-null-mx = MX nulo
fault-null-mx-beside = MX nulo e outros
fault-dns-outdated = dados DNS antigos
fault-dns-split = duas visões do DNS
fault-smart-host-not-public = não público
fault-tcp-timed-out = mudo
fault-tcp-refused = recusa
fault-tcp-prohibited = proibido
fault-tcp-unreachable = inacessível
fault-ipv6-fails = IPv6 com falha
fault-local-no-route = sem rota daqui
fault-local-permission = proibido aqui
fault-local-resources = sem recursos aqui
fault-local-stopped = teste suspenso
fault-outbound-blocked = bloqueado aqui
fault-greeting-late = saudação tardia
fault-greeting-rejected = rejeição
fault-not-smtp = não é SMTP
fault-greeting-masked = saudação mascarada
fault-reply-malformed = resposta ilegível
fault-bare-line-feed = LF sem CR
fault-stray-character = car. de controle
fault-reply-unasked = resposta avulsa
fault-reply-endless = resposta sem fim
fault-ehlo-rejected = EHLO recusado
fault-ehlo-unsupported = somente HELO
fault-ehlo-masked = EHLO mascarado
fault-starttls-missing = sem STARTTLS
fault-starttls-masked = mascarado
fault-starttls-rejected = STARTTLS recusado
fault-starttls-injected = texto injetado
fault-ehlo-tls-rejected = recusado no TLS
fault-closed = fechamento
fault-reset = redefinição
fault-silent = silêncio
fault-path-mtu = tamanho de pacote
fault-tls-version = TLS antigo demais
fault-tls-cipher = sem cifra comum
fault-tls-alert = alerta TLS
fault-tls-plaintext = texto, não TLS
fault-tls-malformed = TLS defeituoso
fault-tls-key-mismatch = chave errada
fault-tls-client-certificate = cert. de cliente
fault-tls-unsupported-here = desconhecido aqui
fault-tls-limit-here = limite do mxray
fault-certificate-expired = expirado
fault-certificate-not-yet-valid = ainda não válido
fault-certificate-name-mismatch = nome errado
fault-certificate-self-signed = autoassinado
fault-certificate-unknown-issuer = AC desconhecida
fault-certificate-incomplete-chain = cadeia incompleta
fault-certificate-weak-key = chave fraca
fault-certificate-weak-signature = assinatura fraca
fault-certificate-revoked = revogado
fault-certificate-malformed = inutilizável
fault-certificate-unsupported-here = não avaliado aqui
fault-chain-expired = cadeia expirada
fault-chain-not-yet-valid = cadeia não vigente
fault-chain-malformed = cadeia defeituosa
fault-certificate-ends-soon = expira em breve
fault-chain-ends-soon = cadeia expira logo
fault-chain-order = ordem errada
fault-certificate-ecdsa-only = nenhuma chave RSA
fault-no-roots = sem raízes aqui
fault-sample-differs = dois servidores

## Observações: os nomes

evidence-records = Registro { $record } do nome { $name }: { $records } ({ $elapsed })
    .label = { $record }
    .detail = { $records } ({ $elapsed })
evidence-dns-alias =
    { $aliases-count ->
        [1] O nome { $name } é um alias do nome { $end } ({ $server }).
       *[other] O nome { $name } é um alias do nome { $end }, pela cadeia { $aliases } ({ $server }).
    }
    .label = alias
    .detail = { $name } é { $end }
evidence-implicit-mx = O nome { $name } não tem registro MX; por isso são usados os próprios endereços dele ({ $server }).
    .label = sem MX
    .detail = são usados os endereços do nome { $name }
evidence-resolver-unavailable =
    { $answer ->
        [silent] O resolvedor { $server }, que esta máquina usa, deixou consultas sem resposta no prazo.
        [absent] Nada escuta no endereço { $server }, o do resolvedor que esta máquina usa.
        [unroutable] Esta máquina não tem rota até { $server }, o resolvedor que ela usa.
        [refuses] O resolvedor { $server }, que esta máquina usa, recusou-se a responder.
        [none] Esta máquina não indica nenhum resolvedor.
       *[other] O resolvedor { $server }, que esta máquina usa, não dá nenhuma resposta utilizável.
    }
    .label = { fault-resolver-unavailable }
    .detail =
    { $answer ->
        [silent] { $server } deixou consultas sem resposta
        [absent] nada escuta no endereço { $server }
        [unroutable] sem rota até { $server }
        [refuses] { $server } recusou-se a responder
        [none] esta máquina não indica nenhum
       *[other] { $server } não dá nenhuma resposta utilizável
    }
evidence-dns-nx-domain = Segundo { $server }, o nome { $name } não existe: a resposta à consulta { $record } é NXDOMAIN.
    .label = { fault-dns-nx-domain }
    .detail = { $name }, segundo { $server }
evidence-dns-not-delegated = O nome { $name } não existe, e a resposta vem da zona { $zone }, acima dele: o domínio não está registrado, talvez por ter expirado ({ $server }).
    .label = { fault-dns-not-delegated }
    .detail = { $name }, segundo { $server }; a zona { $zone } não o conhece
evidence-dns-no-data = O nome { $name } existe, mas não tem registro MX nem endereço ({ $server }).
    .label = { fault-dns-no-data }
    .detail = { $name } não tem MX nem endereço, segundo { $server }
evidence-dns-serv-fail =
    { $detail ->
        [none] A consulta { $record } do nome { $name } falha: { $server } responde { $rcode }.
       *[other] A consulta { $record } do nome { $name } falha: { $server } responde { $rcode } ("{ $detail }").
    }{ $authority ->
        [answers]
            { $current-count ->
                [0] { " " }É o resolvedor que falha: { $servers }, que tem autoridade sobre o nome, responde que não existe esse registro.
               *[other] { " " }É o resolvedor que falha: { $servers }, que tem autoridade sobre o nome, responde { $current }.
            }
        [fails]
            { $servers-count ->
                [1] { " " }O servidor de nomes do domínio, { $servers }, também falha.
               *[other] { " " }Os servidores de nomes do domínio, { $servers }, também falham.
            }
        [silent]
            { $servers-count ->
                [1] { " " }O servidor de nomes do domínio, { $servers }, também não responde a esta máquina.
               *[other] { " " }Os servidores de nomes do domínio, { $servers }, também não respondem a esta máquina.
            }
       *[unknown] { "" }
    }
    .label = { fault-dns-serv-fail }
    .detail =
    { $authority ->
        [answers] { $name } { $record }: { $rcode }, segundo { $server }, embora { $servers } responda
       *[other] { $name } { $record }: { $rcode }, segundo { $server }
    }
evidence-dns-dnssec-bogus =
    { $detail ->
        [none] A validação DNSSEC do nome { $name } ({ $record }) falha: { $server } responde SERVFAIL, e responde bem quando não verifica as assinaturas.
       *[other] A validação DNSSEC do nome { $name } ({ $record }) falha: { $server } responde SERVFAIL ("{ $detail }"), e responde bem quando não verifica as assinaturas.
    }
    .label = { fault-dns-dnssec-bogus }
    .detail = { $name } { $record }: as assinaturas não conferem, segundo { $server }
evidence-dns-refused =
    { $rcode ->
        [REFUSED] { $server } recusa a consulta { $record } do nome { $name }
       *[other] { $server } responde { $rcode } à consulta { $record } do nome { $name }
    }{ $answers-others ->
        [yes] , e responde a outras.
       *[no] .
    }
    .label = { fault-dns-refused }
    .detail =
    { $rcode ->
        [REFUSED] { $name } { $record }, pelo servidor { $server }
       *[other] { $name } { $record }: { $rcode }, segundo { $server }
    }
evidence-dns-timed-out =
    { $cut ->
        [yes] { $server } trunca por UDP a resposta à consulta { $record } do nome { $name }, e por TCP não deu nenhuma em { $waited }.
       *[no]
            { $answers-others ->
                [yes] A consulta { $record } do nome { $name } ficou sem resposta por { $waited }; { $server } responde a outras.
               *[no] { $server } não respondeu em { $waited } à consulta { $record } do nome { $name }.
            }
    }
    .label = { fault-dns-timed-out }
    .detail =
    { $cut ->
        [yes] { $name } { $record }: truncada por UDP, nada por TCP, { $server }
       *[no] { $name } { $record }: { $server } não respondeu em { $waited }
    }
evidence-dns-malformed =
    { $cut ->
        [yes] { $server } trunca por UDP a resposta à consulta { $record } do nome { $name }, e não a envia inteira por TCP.
       *[no] A resposta do servidor { $server } à consulta { $record } do nome { $name } é ilegível.
    }
    .label = { fault-dns-malformed }
    .detail =
    { $cut ->
        [yes] { $name } { $record }: truncada por UDP, incompleta por TCP, { $server }
       *[no] { $name } { $record }: resposta ilegível do servidor { $server }
    }
evidence-dns-loop =
    { $circle ->
        [yes] Os aliases do nome { $name } andam em círculo: { $aliases } ({ $server }).
       *[no] Os aliases do nome { $name } não acabam: o mxray parou depois de { $count } ({ $server }): { $aliases }.
    }
    .label =
    { $circle ->
        [yes] { fault-dns-loop }
       *[no] aliases demais
    }
    .detail = { $aliases }
evidence-dns-lame =
    { $answering-count ->
        [0] A delegação da zona { $zone } não leva a nenhum servidor de nomes que responda por ela.
       *[other] Nem todos os servidores de nomes da zona { $zone } respondem por ela.
    }{ $refusing-count ->
        [0] { "" }
        [one] { " " }{ $refusing } não atende a zona.
       *[other] { " " }{ $refusing } não atendem a zona.
    }{ $failing-count ->
        [0] { "" }
        [one] { " " }{ $failing } falha nesta consulta.
       *[other] { " " }{ $failing } falham nesta consulta.
    }{ $silent-count ->
        [0] { "" }
        [one] { " " }{ $silent } não responde.
       *[other] { " " }{ $silent } não respondem.
    }{ $missing-count ->
        [0] { "" }
        [one] { " " }{ $missing } não tem endereço.
       *[other] { " " }{ $missing } não têm endereço.
    }{ $answering-count ->
        [0] { "" }
        [one] { " " }{ $answering } responde bem.
       *[other] { " " }{ $answering } respondem bem.
    }
    .label = { fault-dns-lame }
    .detail = sem resposta pela zona { $zone }: { $servers }
evidence-dns-authority-silent =
    { $servers-count ->
        [1] O servidor de nomes da zona { $zone } ({ $servers }) não responde a esta máquina; por isso não se pode saber se os dados do resolvedor { $server } são antigos. Ele está fora do ar, ou esta rede só deixa o resolvedor dela consultá-lo.
       *[other] Os servidores de nomes da zona { $zone } ({ $servers }) não respondem a esta máquina; por isso não se pode saber se os dados do resolvedor { $server } são antigos. Eles estão fora do ar, ou esta rede só deixa o resolvedor dela consultá-los.
    }
    .label = { fault-dns-authority-silent }
    .detail = zona { $zone }: sem resposta dos servidores { $servers }
evidence-dns-servers-differ =
    { $records-count ->
        [0]
            { $others-count ->
                [0] Os servidores de nomes divergem: dos servidores { $server } e { $other }, só um conhece o nome { $name }.
               *[other] Os servidores de nomes divergem: { $server } não tem registro { $record } do nome { $name }, e { $other } tem { $others }.
            }
       *[other]
            { $others-count ->
                [0] Os servidores de nomes divergem: { $server } tem { $records } como registro { $record } do nome { $name }, e { $other } não tem nenhum.
               *[other] Os servidores de nomes divergem: { $server } tem { $records } como registro { $record } do nome { $name }, e { $other } tem { $others }.
            }
    }
    .label = { fault-dns-servers-differ }
    .detail =
    { $records-count ->
        [0]
            { $others-count ->
                [0] { $server } e { $other }
               *[other] { $server }: nada; { $other }: { $others }
            }
       *[other]
            { $others-count ->
                [0] { $server }: { $records }; { $other }: nada
               *[other] { $server }: { $records }; { $other }: { $others }
            }
    }
evidence-dns-unsteady =
    { $detail ->
        [none] A consulta { $record } do nome { $name } falhou na primeira vez: { $server } respondeu { $rcode } e deu a resposta ao ser consultado de novo. O Office 365 pode se deparar com essa falha.
       *[other] A consulta { $record } do nome { $name } falhou na primeira vez: { $server } respondeu { $rcode } ("{ $detail }") e deu a resposta ao ser consultado de novo. O Office 365 pode se deparar com essa falha.
    }
    .label = { fault-dns-unsteady }
    .detail = { $name } { $record }: primeiro { $rcode }, depois uma resposta, { $server }
evidence-dns-half-answered =
    { $outcome ->
        [timeout] A consulta { $record } do nome { $name } ficou sem resposta durante { $waited } ({ $server }), enquanto a consulta { $other } leva a um endereço. Um remetente que faz as duas pode esperar ou desistir.
        [nxdomain] À consulta { $record }, { $server } responde que { $name } não existe, enquanto a consulta { $other } leva a um endereço. Um remetente que faz as duas pode acreditar nisso.
        [malformed] A resposta dada por { $server } à consulta { $record } do nome { $name } é ilegível, enquanto a consulta { $other } leva a um endereço. Um remetente que faz as duas pode desistir.
        [refused] { $server } recusa a consulta { $record } do nome { $name }, enquanto a consulta { $other } leva a um endereço. Um remetente que faz as duas pode desistir.
       *[other] A consulta { $record } do nome { $name } falha ({ $server }), enquanto a consulta { $other } leva a um endereço. Um remetente que faz as duas pode desistir.
    }
    .label = { fault-dns-half-answered }
    .detail =
    { $outcome ->
        [timeout] { $name } { $record }: sem resposta em { $waited } ({ $server })
        [nxdomain] { $name } { $record }: esse nome não existe, segundo { $server }
       *[other] { $name } { $record }: sem resposta utilizável ({ $server })
    }
evidence-dns-not-asked =
    { $record ->
        [none] Faltou tempo para { $name }: as consultas desta execução ao resolvedor foram tantas, ou as respostas dele são tão lentas, que o tempo de um conector acabou antes. Nada se sabe deste nome. Com menos nomes de cada vez, ou um --timeout maior, haverá tempo.
       *[other] Faltou tempo para os registros { $record } do nome { $name }: as consultas desta execução ao resolvedor foram tantas, ou as respostas dele são tão lentas, que o tempo de um conector acabou antes. Nada se sabe desses registros. Com menos nomes de cada vez, ou um --timeout maior, haverá tempo.
    }
    .label = não consultado
    .detail =
        { $record ->
            [none] { $name }: não consultado, por falta de tempo
           *[other] { $name } { $record }: não consultado, por falta de tempo
        }
evidence-dns-private-address =
    { $kind ->
        [tunnel]
        { $all ->
            [yes] { $name } leva somente a { $records } ({ $server }): endereço de um túnel (6to4 ou Teredo), e os relays que levavam até lá foram desativados, por isso não se pode esperar que o Office 365 consiga chegar lá. O DNS público pode ter outro endereço.
           *[no] Alguns endereços do nome { $name } são de um túnel (6to4 ou Teredo), e os relays que levavam até lá foram desativados, por isso não se pode esperar que o Office 365 consiga chegar a eles: { $records } ({ $server }).
        }
       *[other]
        { $all ->
            [yes] { $name } leva somente a { $records } ({ $server }): endereço que só vale dentro de uma rede; por isso o Office 365 não consegue chegar lá. O DNS público pode ter outro endereço.
           *[no] Alguns endereços do nome { $name } só valem dentro de uma rede; por isso o Office 365 não consegue chegar a eles: { $records } ({ $server }).
        }
    }
    .label = { fault-dns-private-address }
    .detail = { $name }: { $records }, segundo { $server }
evidence-dns-null-address = O registro { $record } do nome { $name } contém { $records }, que não é endereço de nenhum host ({ $server }).
    .label = { fault-dns-null-address }
    .detail = { $name } { $record }: { $records }, segundo { $server }
evidence-mx-target-missing = O registro MX do nome { $name } aponta para { $target }, que não tem endereço ({ $server }).
    .label = { fault-mx-target-missing }
    .detail = { $name } aponta para { $target }
evidence-mx-target-address =
    { $is-address ->
        [yes] O registro MX do nome { $name } contém o endereço IP { $target }, onde deve estar um nome de host ({ $server }).
       *[no] O registro MX do nome { $name } contém "{ $target }", onde deve estar um nome de host ({ $server }).
    }
    .label = { fault-mx-target-address }
    .detail = { $name } contém { $target }
evidence-mx-target-alias = Segundo { $server }, o registro MX do nome { $name } aponta para { $target }, que é um alias ({ $aliases }); a norma proíbe isso.
    .label = { fault-mx-target-alias }
    .detail = { $name } aponta para { $target }
evidence-several-aliases = Segundo { $server }, o nome { $name } tem vários aliases ao mesmo tempo ({ $aliases }); a norma permite um só, e cada resolvedor segue um deles, de modo que o Office 365 pode ir para outro lugar.
    .label = { fault-several-aliases }
    .detail = { $name }: { $aliases }
evidence-null-mx = O nome { $name } tem um registro MX nulo: com ele o domínio declara que não aceita nenhum email ({ $server }).
    .label = { fault-null-mx }
    .detail = { $name } não aceita nenhum email
evidence-null-mx-beside = Segundo { $server }, o nome { $name } tem um registro MX nulo ao lado de outros registros MX; a norma proíbe isso, e não se sabe se o Office 365 conclui daí que o domínio não aceita nenhum email.
    .label = { fault-null-mx-beside }
    .detail = { $name } também tem outros registros MX
evidence-dns-outdated =
    { $missing ->
        [yes]
            { $current-count ->
                [0] { $server } ainda diz que o nome { $name } não existe, enquanto { $authoritative } já o conhece; os dados antigos somem em { $ttl }.
               *[other] { $server } ainda diz que o nome { $name } não existe, enquanto { $authoritative } já retorna { $current } como registro { $record }; os dados antigos somem em { $ttl }.
            }
       *[no]
            { $cached-count ->
                [0] { $server } ainda não retorna nenhum registro { $record } do nome { $name }, enquanto { $authoritative } já retorna { $current }; os dados antigos somem em { $ttl }.
               *[other]
                    { $current-count ->
                        [0] { $server } ainda retorna { $cached } como registro { $record } do nome { $name }, enquanto { $authoritative } já não tem nenhum; os dados antigos somem em { $ttl }.
                       *[other] { $server } ainda retorna { $cached } como registro { $record } do nome { $name }, enquanto { $authoritative } já retorna { $current }; os dados antigos somem em { $ttl }.
                    }
            }
    }
    .label = { fault-dns-outdated }
    .detail =
    { $cached-count ->
        [0]
            { $current-count ->
                [0] nada, agora presente; o antigo some em { $ttl }
               *[other] nada, agora { $current }; o antigo some em { $ttl }
            }
       *[other]
            { $current-count ->
                [0] { $cached }, agora nada; o antigo some em { $ttl }
               *[other] { $cached }, agora { $current }; o antigo some em { $ttl }
            }
    }
evidence-dns-split =
    { $missing ->
        [none]
            { $records-count ->
                [0] Como registro { $record } do nome { $name }, { $server } não retorna nada e { $other } retorna { $others }.
               *[other]
                    { $others-count ->
                        [0] Como registro { $record } do nome { $name }, { $server } retorna { $records } e { $other } não retorna nada.
                       *[other] Como registro { $record } do nome { $name }, { $server } retorna { $records } e { $other } retorna { $others }.
                    }
            }
       *[other]
            { $records-count ->
                [0]
                    { $others-count ->
                        [0] Dos resolvedores { $server } e { $other }, só um conhece o nome { $name }: { $missing } diz que ele não existe.
                       *[other] { $missing } diz que o nome { $name } não existe, e { $other } retorna { $others } como registro { $record }.
                    }
               *[other] Como registro { $record } do nome { $name }, { $server } retorna { $records }, e { $missing } diz que o nome não existe.
            }
    }
    .label = { fault-dns-split }
    .detail =
    { $records-count ->
        [0]
            { $others-count ->
                [0] { $missing } não conhece { $name }
               *[other] { $server }: nada; { $other }: { $others }
            }
       *[other]
            { $others-count ->
                [0] { $server }: { $records }; { $other }: nada
               *[other] { $server }: { $records }; { $other }: { $others }
            }
    }
## Observações: a conexão

evidence-connected =
    { $from ->
        [none] Conexão estabelecida em { $elapsed }.
       *[other] Conexão estabelecida a partir do endereço { $from } em { $elapsed }.
    }
    .label = conexão
    .detail = estabelecida em { $elapsed }
evidence-smart-host-not-public =
    { $kind ->
        [private] O conector indica { $ip }, um endereço privado: ele só vale dentro de uma rede, e o Office 365 nunca pode alcançá-lo.
        [shared] O conector indica { $ip }, um endereço que um provedor compartilha entre seus clientes: o Office 365 nunca pode alcançá-lo.
        [link-local] O conector indica { $ip }, um endereço de link local: ele só vale em um segmento da rede, e o Office 365 nunca pode alcançá-lo.
        [unique-local] O conector indica { $ip }, um endereço local exclusivo: ele só vale dentro de uma rede, e o Office 365 nunca pode alcançá-lo.
        [benchmark] O conector indica { $ip }, um endereço reservado para medições em laboratório: o Office 365 nunca pode alcançá-lo.
        [tunnel] O conector indica { $ip }, um endereço de túnel (6to4 ou Teredo): os relays que levavam até lá foram desativados, e não se pode esperar que o Office 365 consiga alcançá-lo.
        [mapped] O conector indica { $ip }, um endereço IPv4 escrito como IPv6: nenhum pacote o carrega, e o Office 365 nunca pode alcançá-lo.
        [multicast] O conector indica { $ip }, um endereço de multicast: não é endereço de nenhum host, e o Office 365 nunca pode alcançá-lo.
        [broadcast] O conector indica { $ip }, o endereço de broadcast: não é endereço de nenhum host, e o Office 365 nunca pode alcançá-lo.
        [unspecified] O conector indica { $ip }, que designa a ausência de endereço: o Office 365 nunca pode alcançá-lo.
       *[other] O conector indica { $ip }, um endereço que não foi atribuído a ninguém: o Office 365 nunca pode alcançá-lo.
    }
    .label = { fault-smart-host-not-public }
    .detail = { $ip }
evidence-loopback = O endereço é o desta própria máquina (loopback): é um teste, pois o Office 365 nunca pode alcançá-lo.
    .label = esta máquina
    .detail = esta própria máquina; o Office 365 não consegue alcançá-la
evidence-single-label = O conector indica { $name }, um nome sem ponto: nomes de uma só parte são completados apenas dentro de uma rede, e o Office 365 não completa nenhum.
    .label = sem ponto
    .detail = { $name }, um nome de uma só parte
evidence-smart-host-office365 = O conector indica { $name }, que é o próprio Office 365: os emails enviados para lá voltam. Isso só está certo para um parceiro cujo email está no Office 365.
    .label = próprio Office 365
    .detail = { $name }
evidence-tcp-timed-out = A tentativa de conexão ficou sem resposta por { $waited }.
    .label = { fault-tcp-timed-out }
    .detail = sem resposta em { $waited }
evidence-tcp-refused = A conexão foi recusada após { $elapsed }.
    .label = { fault-tcp-refused }
    .detail = após { $elapsed }
evidence-tcp-prohibited = { $by }, no caminho até o servidor, recusa a conexão (ICMP).
    .label = { fault-tcp-prohibited }
    .detail = pelo endereço { $by } (ICMP)
evidence-tcp-unreachable =
    { $by ->
        [none] O endereço é inacessível; daqui não se sabe quem informa isso.
       *[other] { $by } informa que o endereço é inacessível (ICMP).
    }
    .label = { fault-tcp-unreachable }
    .detail =
    { $by ->
        [none] origem desconhecida
       *[other] segundo { $by } (ICMP)
    }
evidence-ipv6-fails = O IPv6 falha ({ $failing }) e o IPv4 funciona ({ $working }); desde outubro de 2024, o Office 365 em geral tenta todos os endereços IPv6 de uma preferência MX antes de qualquer endereço IPv4.
    .label = { fault-ipv6-fails }
    .detail = { $failing } falha, { $working } funciona
evidence-local-no-route = Esta máquina não tem rota até o endereço, ou não tem um endereço próprio de onde enviar ({ $error }).
    .label = { fault-local-no-route }
    .detail = { $error }
evidence-local-permission = Esta máquina não deixa o mxray se conectar ({ $error }).
    .label = { fault-local-permission }
    .detail = { $error }
evidence-local-resources = Esta máquina não tem mais sockets, portas nem memória para a conexão ({ $error }).
    .label = { fault-local-resources }
    .detail = { $error }
evidence-local-stopped = O próprio mxray foi suspenso durante { $stopped } enquanto esperava; por isso não se sabe se uma resposta chegou a tempo.
    .label = { fault-local-stopped }
    .detail = { $stopped }
evidence-outbound-blocked =
    { $refused ->
        [yes] A saída pela porta { $port } está bloqueada nesta rede: a conexão de controle com o host { $control } foi recusada.
       *[no] A saída pela porta { $port } está bloqueada nesta rede: a conexão de controle com o host { $control } também ficou sem resposta.
    }
    .label = { fault-outbound-blocked }
    .detail =
    { $refused ->
        [yes] porta { $port }; { $control } recusou
       *[no] porta { $port }; { $control } também não respondeu
    }
evidence-control-answered = A conexão de controle com o host { $control } teve resposta; portanto esta rede não bloqueia a saída por essa porta.
    .label = controle
    .detail = { $control } respondeu
evidence-other-port = Foi testada a porta { $port }; o Office 365 usa sempre a porta 25.
    .label = outra porta
    .detail = { $port }; o Office 365 usa sempre a 25
evidence-not-tried =
    { $count ->
        [one] { $count } endereço não foi testado (testados antes: { $limit }).
       *[other] { $count } endereços não foram testados (testados antes: { $limit }).
    }
    .label = não testado
    .detail =
    { $count ->
        [one] { $count } endereço; testados antes: { $limit }
       *[other] { $count } endereços; testados antes: { $limit }
    }

evidence-out-of-time =
    { $count ->
        [one] { $count } endereço não foi testado: o tempo de um conector, { $total }, não teria sido suficiente.
       *[other] { $count } endereços não foram testados: o tempo de um conector, { $total }, não teria sido suficiente.
    }
    .label = não testado
    .detail =
    { $count ->
        [one] { $count } endereço, por falta de tempo
       *[other] { $count } endereços, por falta de tempo
    }
evidence-not-asked-again =
    { $count ->
        [one] Este endereço não foi consultado de novo com este nome: já foi consultado { $count } vez nesta execução, e o mxray não o consulta mais vezes. Não se sabe o que esse endereço responde com este nome.
       *[other] Este endereço não foi consultado de novo com este nome: já foi consultado { $count } vezes nesta execução, e o mxray não o consulta mais vezes. Não se sabe o que esse endereço responde com este nome.
    }
    .label = sem nova consulta
    .detail =
    { $count ->
        [one] já consultado { $count } vez
       *[other] já consultado { $count } vezes
    }
## Observações: SMTP

evidence-greeting-late = A saudação levou { $waited }. Talvez o Office 365 não espere tanto.
    .label = { fault-greeting-late }
    .detail = após { $waited }
evidence-greeting-rejected = O servidor saúda com uma recusa: "{ $reply }".
    .label = { fault-greeting-rejected }
    .detail = "{ $reply }"
evidence-not-smtp =
    { $kind ->
        [http] Quem responde é um servidor web (HTTP), não um servidor de email: "{ $received }".
        [ssh] Quem responde é um servidor SSH, não um servidor de email: "{ $received }".
        [tls] O servidor fala TLS desde o primeiro byte, enquanto o SMTP começa em texto claro: "{ $received }".
        [ftp] Quem responde é um servidor FTP, não um servidor de email: "{ $received }".
        [pop3] Quem responde é um servidor POP3, que entrega emails e não recebe nenhum: "{ $received }".
        [imap] Quem responde é um servidor IMAP, que entrega emails e não recebe nenhum: "{ $received }".
       *[unknown] Quem responde não fala SMTP: "{ $received }".
    }
    .label = { fault-not-smtp }
    .detail =
    { $kind ->
        [http] HTTP: "{ $received }"
        [ssh] SSH: "{ $received }"
        [tls] TLS desde o primeiro byte
        [ftp] FTP: "{ $received }"
        [pop3] POP3: "{ $received }"
        [imap] IMAP: "{ $received }"
       *[unknown] "{ $received }"
    }
evidence-greeting-masked = A saudação está coberta de asteriscos, a marca de um firewall que inspeciona SMTP: "{ $received }".
    .label = { fault-greeting-masked }
    .detail = "{ $received }"
evidence-reply-malformed =
    { $at ->
        [banner] A saudação viola as regras do SMTP: "{ $received }".
        [ehlo] A resposta ao EHLO viola as regras do SMTP: "{ $received }".
        [starttls] A resposta ao STARTTLS viola as regras do SMTP: "{ $received }".
        [ehlo-tls] A resposta ao EHLO dentro do TLS viola as regras do SMTP: "{ $received }".
       *[other] Uma resposta do servidor viola as regras do SMTP: "{ $received }".
    }
    .label = { fault-reply-malformed }
    .detail = "{ $received }"
evidence-bare-line-feed =
    { $at ->
        [banner] Uma linha da saudação termina só em LF, e não em CR LF: "{ $received }".
        [ehlo] Uma linha da resposta ao EHLO termina só em LF, e não em CR LF: "{ $received }".
        [starttls] A resposta ao STARTTLS termina só em LF, e não em CR LF: "{ $received }".
        [ehlo-tls] Uma linha da resposta ao EHLO dentro do TLS termina só em LF, e não em CR LF: "{ $received }".
       *[other] Uma linha do servidor termina só em LF, e não em CR LF: "{ $received }".
    } Talvez o Office 365 espere o resto da linha.
    .label = { fault-bare-line-feed }
    .detail = "{ $received }"
evidence-stray-character =
    { $at ->
        [banner] Uma linha da saudação tem um { $character }, o que o SMTP proíbe: "{ $received }".
        [ehlo] Uma linha da resposta ao EHLO tem um { $character }, o que o SMTP proíbe: "{ $received }".
        [starttls] A resposta ao STARTTLS tem um { $character }, o que o SMTP proíbe: "{ $received }".
        [ehlo-tls] Uma linha da resposta ao EHLO dentro do TLS tem um { $character }, o que o SMTP proíbe: "{ $received }".
       *[other] Uma linha do servidor tem um { $character }, o que o SMTP proíbe: "{ $received }".
    } Talvez o Office 365 a leia de outro modo.
    .label = { fault-stray-character }
    .detail = { $character }: "{ $received }"
evidence-reply-unasked =
    { $early ->
        [no]
            { $at ->
                [ehlo] A resposta ao EHLO aceita outra coisa: "{ $received }". Somente 250 aceita o EHLO.
                [starttls] A resposta ao STARTTLS aceita outra coisa: "{ $received }". Somente 220 aceita o STARTTLS.
                [ehlo-tls] A resposta ao EHLO dentro do TLS aceita outra coisa: "{ $received }". Somente 250 aceita o EHLO.
               *[other] A resposta a um comando aceita outra coisa: "{ $received }".
            }
       *[yes]
            { $at ->
                [ehlo] Antes da resposta ao EHLO, ou além dela, o servidor disse algo que ninguém havia pedido: "{ $received }".
                [starttls] Antes da resposta ao STARTTLS, ou além dela, o servidor disse algo que ninguém havia pedido: "{ $received }".
                [ehlo-tls] Antes da resposta ao EHLO dentro do TLS, ou além dela, o servidor disse algo que ninguém havia pedido: "{ $received }".
               *[other] O servidor disse algo que ninguém havia pedido: "{ $received }".
            }
    } A partir daí as respostas e os comandos ficam desencontrados.
    .label = { fault-reply-unasked }
    .detail = "{ $received }"
evidence-reply-endless =
    { $at ->
        [banner] A saudação não tinha terminado após { $elapsed }. O último trecho foi "{ $received }".
        [ehlo] A resposta ao EHLO não tinha terminado após { $elapsed }. O último trecho foi "{ $received }".
        [starttls] A resposta ao STARTTLS não tinha terminado após { $elapsed }. O último trecho foi "{ $received }".
        [ehlo-tls] A resposta ao EHLO dentro do TLS não tinha terminado após { $elapsed }. O último trecho foi "{ $received }".
       *[other] Uma resposta do servidor não tinha terminado após { $elapsed }. O último trecho foi "{ $received }".
    }{ $lines ->
        [0] { "" }
        [one] { " " }Antes disso chegou { $lines } linha completa.
       *[other] { " " }Antes disso chegaram { $lines } linhas completas.
    }
    .label = { fault-reply-endless }
    .detail =
    { $lines ->
        [0] uma linha sem fim: "{ $received }"
        [one] sem fim após { $lines } linha ({ $elapsed }): "{ $received }"
       *[other] sem fim após { $lines } linhas ({ $elapsed }): "{ $received }"
    }
evidence-ehlo-rejected = O servidor recusa o EHLO: "{ $reply }".
    .label = { fault-ehlo-rejected }
    .detail = "{ $reply }"
evidence-size-small = Com SIZE { $octets } na resposta ao EHLO, o servidor declara que não aceita mensagens maiores, mas a RFC 5321 exige que todo servidor aceite 65536 bytes: um email maior é recusado no envio.
    .label = tamanho pequeno
    .detail = SIZE { $octets } na resposta ao EHLO
evidence-ehlo-name =
    { $accepted ->
        [yes] O servidor recusa o endereço { $address } no EHLO ("{ $reply }") e aceita o nome { $name }. O Office 365 se apresenta com um nome; isso, portanto, não o afeta.
       *[no] O servidor recusa o endereço { $address } no EHLO ("{ $reply }") e também o nome { $name }. O Office 365 se apresenta com um nome completo próprio; indique um com --ehlo para ver se é isso que faz a diferença.
    }
    .label = apresentado como
    .detail =
    { $accepted ->
        [yes] { $address } recusado, { $name } aceito
       *[no] { $address } recusado, { $name } também
    }
evidence-ehlo-unsupported = O servidor recusa o EHLO ("{ $reply }") e aceita somente HELO; por isso não pode oferecer TLS.
    .label = { fault-ehlo-unsupported }
    .detail = EHLO: "{ $reply }"
evidence-ehlo-masked = Na resposta ao EHLO há uma palavra-chave mascarada ("{ $keyword }"), a marca de um firewall que inspeciona SMTP.
    .label = { fault-ehlo-masked }
    .detail = "{ $keyword }"
evidence-starttls-missing =
    { $keywords-count ->
        [0] O conector exige TLS, e o servidor não oferece STARTTLS; a resposta dele ao EHLO não oferece nada.
       *[other] O conector exige TLS, e o servidor não oferece STARTTLS; ele oferece { $keywords }.
    }
    .label = { fault-starttls-missing }
    .detail =
    { $keywords-count ->
        [0] nada é oferecido
       *[other] só oferece { $keywords }
    }
evidence-starttls-masked = O conector exige TLS, e um firewall que inspeciona SMTP mascarou a oferta de STARTTLS ("{ $keyword }").
    .label = { fault-starttls-masked }
    .detail = "{ $keyword }" no lugar de STARTTLS
evidence-plain-text = O servidor não oferece STARTTLS. O conector não exige TLS; por isso os emails seguem em texto claro.
    .label = em texto claro
    .detail = STARTTLS não é oferecido
evidence-starttls-rejected = O servidor oferece STARTTLS e depois o recusa: "{ $reply }". Não se sabe se o Office 365 então envia em texto claro.
    .label = { fault-starttls-rejected }
    .detail = "{ $reply }"
evidence-starttls-injected = Depois da resposta ao STARTTLS, o servidor enviou mais dados em texto claro: "{ $received }". O que chega assim antes do TLS não é confiável.
    .label = { fault-starttls-injected }
    .detail = "{ $received }"
evidence-ehlo-tls-rejected = Dentro do TLS, o servidor recusa o EHLO: "{ $reply }".
    .label = { fault-ehlo-tls-rejected }
    .detail = "{ $reply }"
evidence-closed =
    { $at ->
        [banner] O servidor fechou a conexão após { $elapsed }, sem saudação.
        [ehlo] O servidor fechou a conexão após { $elapsed }, sem resposta ao EHLO.
        [starttls] O servidor fechou a conexão após { $elapsed }, sem resposta ao STARTTLS.
        [handshake] O servidor fechou a conexão após { $elapsed }, no meio do handshake TLS.
        [ehlo-tls] O servidor fechou a conexão após { $elapsed }, sem resposta ao EHLO dentro do TLS.
       *[other] O servidor fechou a conexão após { $elapsed }.
    }{ $last ->
        [none] { "" }
       *[other] { " " }A última linha dele foi "{ $last }".
    }
    .label = { fault-closed }
    .detail =
    { $at ->
        [banner] após { $elapsed }, sem saudação
        [ehlo] após { $elapsed }, sem resposta ao EHLO
        [starttls] após { $elapsed }, sem resposta ao STARTTLS
        [handshake] após { $elapsed }, durante o handshake TLS
        [ehlo-tls] após { $elapsed }, sem resposta ao EHLO dentro do TLS
       *[other] após { $elapsed }
    }
evidence-reset =
    { $at ->
        [banner] A conexão foi redefinida após { $elapsed }, sem saudação.
        [ehlo] A conexão foi redefinida após { $elapsed }, sem resposta ao EHLO.
        [starttls] A conexão foi redefinida após { $elapsed }, sem resposta ao STARTTLS.
        [handshake] A conexão foi redefinida após { $elapsed }, no meio do handshake TLS.
        [ehlo-tls] A conexão foi redefinida após { $elapsed }, sem resposta ao EHLO dentro do TLS.
       *[other] A conexão foi redefinida após { $elapsed }.
    }{ $last ->
        [none] { "" }
       *[other] { " " }A última linha do servidor foi "{ $last }".
    }
    .label = { fault-reset }
    .detail =
    { $at ->
        [banner] após { $elapsed }, sem saudação
        [ehlo] após { $elapsed }, sem resposta ao EHLO
        [starttls] após { $elapsed }, sem resposta ao STARTTLS
        [handshake] após { $elapsed }, durante o handshake TLS
        [ehlo-tls] após { $elapsed }, sem resposta ao EHLO dentro do TLS
       *[other] após { $elapsed }
    }
evidence-silent =
    { $at ->
        [banner]
            { $partial ->
                [none] O servidor aceitou a conexão e não enviou nenhuma saudação em { $waited }. Talvez o Office 365 espere mais.
               *[other] O servidor começou a saudação e não a tinha terminado após { $waited }. Talvez o Office 365 espere mais.
            }
        [ehlo] O servidor não respondeu ao EHLO em { $waited }.
        [starttls] O servidor não respondeu ao STARTTLS em { $waited }.
        [handshake] O handshake TLS não terminou em { $waited }: o servidor parou de responder.
        [ehlo-tls] O servidor não respondeu ao EHLO dentro do TLS em { $waited }.
       *[other] O servidor não respondeu em { $waited }.
    }{ $partial ->
        [none] { "" }
       *[other] { " " }Tudo o que tinha chegado foi "{ $partial }".
    }{ $spent ->
        [no] { "" }
       *[other] { " " }Com isso acabou o tempo total deste endereço.
    }
    .label = { fault-silent }
    .detail =
    { $at ->
        [banner]
            { $partial ->
                [none] nenhuma saudação em { $waited }
               *[other] saudação incompleta após { $waited }
            }
        [ehlo] sem resposta ao EHLO em { $waited }
        [starttls] sem resposta ao STARTTLS em { $waited }
        [handshake] durante o handshake TLS, sem resposta em { $waited }
        [ehlo-tls] sem resposta ao EHLO dentro do TLS em { $waited }
       *[other] sem resposta em { $waited }
    }
evidence-path-mtu = Uma segunda tentativa com pacotes pequenos teve resposta: os pacotes grandes do servidor não passam (MTU do caminho).
    .label = { fault-path-mtu }
    .detail = só passam pacotes pequenos

## Observações: TLS

evidence-tls-version =
    { $offered ->
        [none] O servidor não fala nenhuma versão de TLS usada pelo Office 365, que exige ao menos a 1.2.
       *[other] O servidor fala no máximo { $offered }; o Office 365 exige ao menos TLS 1.2.
    }
    .label = { fault-tls-version }
    .detail =
    { $offered ->
        [none] sem TLS 1.2 ou mais novo
       *[other] no máximo { $offered }
    }
evidence-tls-cipher = O servidor não aceita nenhum dos conjuntos de criptografia documentados para o Office 365 (alerta { $alert }).
    .label = { fault-tls-cipher }
    .detail = alerta { $alert }
evidence-tls-alert = O servidor interrompe o handshake TLS com o alerta { $alert }.
    .label = { fault-tls-alert }
    .detail = { $alert }
evidence-tls-plaintext = Depois do STARTTLS, o servidor continuou em texto claro: "{ $received }".
    .label = { fault-tls-plaintext }
    .detail = "{ $received }"
evidence-tls-malformed = O que o servidor envia viola as regras do TLS ({ $error }).
    .label = { fault-tls-malformed }
    .detail = { $error }
evidence-tls-key-mismatch = O servidor assina o handshake TLS com uma chave que não é a do certificado; por isso todo cliente o interrompe.
    .label = { fault-tls-key-mismatch }
    .detail = não é a chave do certificado
evidence-tls-client-certificate = O servidor exige um certificado de cliente. O Office 365 apresenta o dele, o mxray não tem nenhum.
    .label = { fault-tls-client-certificate }
    .detail = exigido; o mxray não tem nenhum
evidence-tls-unsupported-here = O servidor exige algo a que o mxray não dá suporte; o Office 365 dá, segundo a documentação dele ({ $detail }).
    .label = { fault-tls-unsupported-here }
    .detail = { $detail }
evidence-tls-limit-here =
    { $limit ->
        [long-chain] O servidor envia mais de 64 KiB de certificados, e a biblioteca TLS do mxray não aceita mais do que isso; não se sabe se o Office 365 aceita.
        [empty-staple] A resposta que o servidor anexa ao certificado está vazia, e a biblioteca TLS do mxray não aceita isso; não se sabe se o Office 365 aceita.
        [key] A chave do certificado do servidor é { $offered }, com a qual a biblioteca TLS do mxray não consegue fazer o handshake (alerta { $alert }); não se sabe se o Office 365 consegue.
        [curve] O servidor troca as chaves na curva { $offered }, que a biblioteca TLS do mxray não tem (alerta { $alert }); não se sabe se o Office 365 tem.
       *[hello] O servidor recusa a primeira mensagem TLS do mxray (alerta { $alert }), embora fale { $offered }. Não se vê o motivo; por isso não se sabe se ele recusa também a primeira mensagem do Office 365.
    }
    .label = { fault-tls-limit-here }
    .detail =
    { $limit ->
        [long-chain] mais de 64 KiB de certificados
        [empty-staple] uma resposta anexada vazia
        [key] uma chave do tipo { $offered }
        [curve] a curva { $offered }
       *[hello] alerta { $alert }, embora fale { $offered }
    }

## Observações: o certificado

evidence-certificate-expired =
    { $days ->
        [0] O certificado expirou em { $not-after }, hoje.
        [one] O certificado expirou em { $not-after }, há { $days } dia.
       *[other] O certificado expirou em { $not-after }, há { $days } dias.
    }
    .label = { fault-certificate-expired }
    .detail =
    { $days ->
        [0] { $not-after }, hoje
        [one] { $not-after }, há { $days } dia
       *[other] { $not-after }, há { $days } dias
    }
evidence-certificate-not-yet-valid =
    { $days ->
        [0] O certificado só vale a partir de { $not-before }, ainda hoje.
        [one] O certificado só vale a partir de { $not-before }, daqui a { $days } dia.
       *[other] O certificado só vale a partir de { $not-before }, daqui a { $days } dias.
    }
    .label = { fault-certificate-not-yet-valid }
    .detail =
    { $days ->
        [0] a partir de { $not-before }, hoje
        [one] a partir de { $not-before }, daqui a { $days } dia
       *[other] a partir de { $not-before }, daqui a { $days } dias
    }
evidence-certificate-name-mismatch =
    { $presented-count ->
        [0] O conector exige o nome { $wanted }, e o certificado não traz nenhum nome.
       *[other] O conector exige o nome { $wanted }, e o certificado traz { $presented }.
    }{ $common-name-only ->
        [yes] { " " }Esse nome só consta na entidade dele, não no nome alternativo da entidade (SAN).
       *[no] { "" }
    }
    .label = { fault-certificate-name-mismatch }
    .detail =
    { $presented-count ->
        [0] esperado { $wanted }, sem nenhum nome
       *[other] esperado { $wanted }, traz { $presented }
    }
evidence-certificate-self-signed = O certificado é autoassinado: "{ $subject }".
    .label = { fault-certificate-self-signed }
    .detail = "{ $subject }"
evidence-certificate-unknown-issuer =
    { $root-sent ->
        [yes] O certificado leva à raiz "{ $issuer }", que não é confiável.
       *[no] O certificado não leva a nenhuma raiz confiável; o emissor é "{ $issuer }".
    }
    .label = { fault-certificate-unknown-issuer }
    .detail = "{ $issuer }"
evidence-certificate-incomplete-chain = O servidor provavelmente não envia o certificado intermediário "{ $issuer }"; o Office 365 não vai buscá-lo.
    .label = cadeia
    .detail = "{ $issuer }" não foi enviado
evidence-certificate-weak-key = A chave do certificado "{ $subject }" é fraca demais: { $key }.
    .label = { fault-certificate-weak-key }
    .detail = { $key }
evidence-certificate-weak-signature = A assinatura do certificado "{ $subject }" é fraca demais: { $signature }.
    .label = { fault-certificate-weak-signature }
    .detail = { $signature }
evidence-certificate-revoked = O certificado "{ $subject }" foi revogado, segundo a resposta OCSP que o acompanha (stapling).
    .label = { fault-certificate-revoked }
    .detail = "{ $subject }"
evidence-certificate-malformed =
    { $flaw ->
        [not-for-servers] O certificado "{ $subject }" enumera seus usos, e o de servidor não está entre eles (extendedKeyUsage sem serverAuth).
        [wrong-signature] A assinatura do certificado "{ $subject }" está errada: não foi feita com a chave do emissor.
        [algorithm-mismatch] O certificado "{ $subject }" se contradiz: indica dois algoritmos de assinatura.
        [key-not-proved] O servidor não provou que tem a chave do certificado "{ $subject }".
       *[unreadable] O certificado do servidor é ilegível.
    }
    .label = { fault-certificate-malformed }
    .detail =
    { $flaw ->
        [not-for-servers] não se destina a servidores (sem serverAuth)
        [wrong-signature] não foi assinado com a chave do emissor
        [algorithm-mismatch] indica dois algoritmos de assinatura
        [key-not-proved] o servidor não provou que tem a chave dele
       *[unreadable] ilegível
    }
evidence-certificate-unsupported-here =
    { $limit ->
        [authority-as-server] O certificado do servidor diz ser de uma autoridade (CA em basicConstraints). O mxray não aceita um certificado assim de um servidor; não se sabe se o Office 365 aceita.
        [signature-algorithm] O mxray não consegue verificar uma das assinaturas desta cadeia, porque não conhece o algoritmo; não se sabe se o Office 365 o conhece.
        [critical-extension] A cadeia tem uma extensão crítica que o mxray não conhece; não se sabe se o Office 365 a conhece.
        [version] A cadeia tem um certificado de uma versão antiga do X.509, que o mxray não aceita; não se sabe se o Office 365 aceita.
        [too-complex] A cadeia é complexa demais para o mxray verificar; não se sabe se o Office 365 a verifica.
        [key-usage] A chave do certificado do servidor não se destina a assinar (keyUsage sem digitalSignature), e todos os conjuntos de criptografia do mxray exigem esse uso; não se sabe se isso importa para o Office 365.
        [key-kind] A chave do certificado do servidor é de um tipo que a Microsoft não documenta para o TLS do Windows; não se sabe se o Office 365 consegue sequer estabelecer TLS com este servidor.
        [path-kind] Uma autoridade da cadeia, ou a raiz confiável dela, usa um tipo de chave ou de assinatura que a Microsoft não documenta para o TLS do Windows (Ed25519, Ed448, uma curva que não é do NIST, RSASSA-PSS); não se sabe se o Office 365 consegue verificar esta cadeia.
        [any-usage] O certificado do servidor pode servir para tudo (anyExtendedKeyUsage) e não menciona servidores TLS; não se sabe se o Office 365 aceita isso.
        [name-final-dot] No certificado, o único nome que corresponde termina com um ponto; não se sabe se o Office 365 o considera o mesmo nome.
        [name-public-suffix] No certificado, o único nome que corresponde é um curinga para tudo o que está abaixo de um sufixo público, como *.com; não se sabe se o Office 365 aceita isso.
        [name-part-wildcard] No certificado, o único nome que corresponde tem um curinga depois de letras, como ma*.contoso.com; a norma proíbe isso, e não se sabe se o Office 365 aceita.
        [name-deeper] O nome do certificado está mais de um nível abaixo do curinga do conector; não se sabe se o Office 365 aceita isso.
        [name-unicode] No certificado, o único nome que corresponde não está escrito como no DNS (xn--…); não se sabe se o Office 365 o considera o mesmo nome.
        [name-in-subject] O nome do servidor só consta na entidade do certificado (CN), e uma autoridade da cadeia não pode atestar esse nome (nameConstraints); não se sabe se isso importa para o Office 365.
        [root-not-an-authority] A raiz confiável da cadeia diz que não é de uma autoridade, ou que a chave dela não assina certificados (basicConstraints, keyUsage); não se sabe se isso importa para o Office 365.
        [root-path-length] A raiz confiável da cadeia admite abaixo dela menos autoridades do que há (pathLenConstraint); não se sabe se isso importa para o Office 365.
        [root-dates] A raiz confiável da cadeia expirou ou ainda não é válida; não se sabe se isso importa para o Office 365, nem se ele tem outra raiz com o mesmo nome e a mesma chave.
       *[encoding] A cadeia está escrita de um modo que o mxray não consegue verificar; não se sabe se o Office 365 consegue.
    }
    .label = { fault-certificate-unsupported-here }
    .detail =
    { $limit ->
        [authority-as-server] diz ser de uma autoridade
        [signature-algorithm] assinatura de um algoritmo que o mxray não conhece
        [critical-extension] extensão crítica que o mxray não conhece
        [version] versão antiga do X.509
        [too-complex] complexo demais para o mxray
        [key-usage] a chave não se destina a assinar
        [key-kind] um tipo de chave que o Windows talvez não tenha
        [path-kind] acima do certificado do servidor, um tipo de chave ou de assinatura que o Windows talvez não tenha
        [any-usage] serve para qualquer uso, sem mencionar servidores TLS
        [name-final-dot] o nome termina com um ponto
        [name-public-suffix] um curinga abaixo de um sufixo público
        [name-part-wildcard] um curinga depois de letras
        [name-deeper] o nome está vários níveis abaixo do curinga
        [name-unicode] o nome não está escrito como no DNS
        [name-in-subject] uma autoridade não pode atestar o nome da entidade
        [root-not-an-authority] a raiz não é de uma autoridade
        [root-path-length] a raiz admite menos autoridades abaixo dela
        [root-dates] a raiz expirou ou ainda não é válida
       *[encoding] codificação incomum
    }
evidence-chain-expired =
    { $days ->
        [0] O certificado intermediário "{ $subject }" expirou em { $not-after }, hoje; a impressão digital SHA-1 dele é { $sha1 }.
        [one] O certificado intermediário "{ $subject }" expirou em { $not-after }, há { $days } dia; a impressão digital SHA-1 dele é { $sha1 }.
       *[other] O certificado intermediário "{ $subject }" expirou em { $not-after }, há { $days } dias; a impressão digital SHA-1 dele é { $sha1 }.
    }
    .label = { fault-chain-expired }
    .detail =
    { $days ->
        [0] "{ $subject }", { $not-after }, hoje
        [one] "{ $subject }", { $not-after }, há { $days } dia
       *[other] "{ $subject }", { $not-after }, há { $days } dias
    }
evidence-chain-not-yet-valid =
    { $days ->
        [0] O certificado intermediário "{ $subject }" só vale a partir de { $not-before }, ainda hoje; a impressão digital SHA-1 dele é { $sha1 }.
        [one] O certificado intermediário "{ $subject }" só vale a partir de { $not-before }, daqui a { $days } dia; a impressão digital SHA-1 dele é { $sha1 }.
       *[other] O certificado intermediário "{ $subject }" só vale a partir de { $not-before }, daqui a { $days } dias; a impressão digital SHA-1 dele é { $sha1 }.
    }
    .label = { fault-chain-not-yet-valid }
    .detail =
    { $days ->
        [0] "{ $subject }", a partir de { $not-before }, hoje
        [one] "{ $subject }", a partir de { $not-before }, daqui a { $days } dia
       *[other] "{ $subject }", a partir de { $not-before }, daqui a { $days } dias
    }
evidence-chain-malformed =
    { $flaw ->
        [not-for-servers] O certificado "{ $subject }" da cadeia enumera seus usos, e servidores não estão entre eles (extendedKeyUsage sem serverAuth).
        [not-an-authority] O certificado "{ $subject }" da cadeia não é de uma autoridade (sem CA em basicConstraints); por isso não pode atestar nenhum outro.
        [not-a-signer] O certificado "{ $subject }" da cadeia não pode atestar nenhum outro: assinar certificados não está entre os usos da chave dele (keyUsage sem keyCertSign).
        [path-length] O certificado "{ $subject }" da cadeia admite abaixo dele menos autoridades do que há (pathLenConstraint).
        [name-constraint] O certificado "{ $subject }" da cadeia não pode atestar os nomes deste servidor (nameConstraints).
        [wrong-signature] A assinatura do certificado "{ $subject }" da cadeia está errada: não foi feita com a chave do emissor.
        [algorithm-mismatch] O certificado "{ $subject }" da cadeia se contradiz: indica dois algoritmos de assinatura.
       *[unreadable] O certificado "{ $subject }" da cadeia é ilegível.
    }
    .label = { fault-chain-malformed }
    .detail =
    { $flaw ->
        [not-for-servers] "{ $subject }" não se destina a servidores
        [not-an-authority] "{ $subject }" não é de uma autoridade
        [not-a-signer] "{ $subject }" não pode assinar certificados
        [path-length] "{ $subject }" admite menos autoridades abaixo dele
        [name-constraint] "{ $subject }" não pode atestar estes nomes
        [wrong-signature] "{ $subject }" não foi assinado com a chave do emissor
        [algorithm-mismatch] "{ $subject }" indica dois algoritmos de assinatura
       *[unreadable] "{ $subject }" é ilegível
    }
evidence-certificate-ends-soon =
    { $days ->
        [0] O certificado expira em { $not-after }, hoje.
        [one] O certificado expira em { $not-after }, daqui a { $days } dia.
       *[other] O certificado expira em { $not-after }, daqui a { $days } dias.
    }
    .label = { fault-certificate-ends-soon }
    .detail =
    { $days ->
        [0] { $not-after }, hoje
        [one] { $not-after }, daqui a { $days } dia
       *[other] { $not-after }, daqui a { $days } dias
    }
evidence-chain-ends-soon =
    { $days ->
        [0] O certificado intermediário "{ $subject }" expira em { $not-after }, hoje; a impressão digital SHA-1 dele é { $sha1 }.
        [one] O certificado intermediário "{ $subject }" expira em { $not-after }, daqui a { $days } dia; a impressão digital SHA-1 dele é { $sha1 }.
       *[other] O certificado intermediário "{ $subject }" expira em { $not-after }, daqui a { $days } dias; a impressão digital SHA-1 dele é { $sha1 }.
    }
    .label = { fault-chain-ends-soon }
    .detail =
    { $days ->
        [0] "{ $subject }", { $not-after }, hoje
        [one] "{ $subject }", { $not-after }, daqui a { $days } dia
       *[other] "{ $subject }", { $not-after }, daqui a { $days } dias
    }
evidence-chain-order = O servidor envia a cadeia de certificados na ordem errada.
    .label = { fault-chain-order }
    .detail = certificados da cadeia
evidence-certificate-ecdsa-only = O único certificado que o servidor apresenta tem uma chave que não é RSA ({ $key }); todos os conjuntos de criptografia documentados para o Office 365 exigem RSA.
    .label = { fault-certificate-ecdsa-only }
    .detail = { $key }
evidence-no-roots =
    { $errors-count ->
        [0] Esta máquina não tem lista de raízes confiáveis; por isso não é possível julgar a confiança aqui.
       *[other] Não foi possível ler as raízes confiáveis; por isso não é possível julgar a confiança aqui ({ $errors }).
    }
    .label = { fault-no-roots }
    .detail =
    { $errors-count ->
        [0] não é possível julgar a confiança
       *[other] não é possível julgar a confiança ({ $errors })
    }
evidence-staple-missing = O certificado "{ $subject }" exige uma resposta OCSP anexada (must-staple, RFC 7633), e o servidor não enviou nenhuma. Alguns clientes recusam isso; nada na documentação do Office 365 indica que ele a verifique.
    .label = sem resposta OCSP
    .detail = must-staple sem resposta OCSP anexada
evidence-certificate-accepted =
    { $days ->
        [0] O certificado "{ $subject }" é aceito; expira em { $not-after }, hoje.
        [one] O certificado "{ $subject }" é aceito; expira em { $not-after }, daqui a { $days } dia.
       *[other] O certificado "{ $subject }" é aceito; expira em { $not-after }, daqui a { $days } dias.
    }
    .label = certificado
    .detail =
    { $days ->
        [0] "{ $subject }", expira em { $not-after }, hoje
        [one] "{ $subject }", expira em { $not-after }, daqui a { $days } dia
       *[other] "{ $subject }", expira em { $not-after }, daqui a { $days } dias
    }
evidence-thumbprint = Impressão digital SHA-1 do certificado: { $sha1 }
    .label = impressão digital
    .detail = { $sha1 }

## Observações: o endereço como um todo

evidence-healthy =
    { $tls ->
        [none] Tudo correu bem, em { $elapsed }, sem TLS.
       *[other] Tudo correu bem, em { $elapsed }, com TLS { $tls }.
    }
    .label = ok
    .detail =
    { $tls ->
        [none] { $elapsed }, sem TLS
       *[other] { $elapsed }, TLS { $tls }
    }
evidence-quit-answered =
    { $answer ->
        [other] O servidor não respondeu a QUIT com 221, como a RFC 5321 exige, e sim com "{ $received }".
        [unended] A resposta a QUIT não tem fim: "{ $received }".
        [closed] Ao receber QUIT, o servidor fechou a conexão sem a resposta 221 que a RFC 5321 exige.
       *[silent] O servidor não respondeu a QUIT em { $waited }.
    } Isso não impede nenhum email: a mensagem é entregue antes de QUIT.
    .label = despedida incomum
    .detail =
    { $answer ->
        [other] "{ $received }" em resposta a QUIT
        [unended] "{ $received }" em resposta a QUIT, sem fim
        [closed] conexão fechada após QUIT, sem 221
       *[silent] sem resposta a QUIT em { $waited }
    }
evidence-sample-differs =
    { $what ->
        [certificate] Conexões que encontraram outro certificado: { $count } de { $total }; vários servidores dividem este endereço.
        [outcome] Conexões que terminaram de outro modo: { $count } de { $total }; o que responde neste endereço nem sempre responde igual.
       *[greeting] Conexões que receberam outra saudação: { $count } de { $total }; vários servidores dividem este endereço.
    }
    .label = { fault-sample-differs }
    .detail =
    { $what ->
        [certificate] outro certificado, { $count } de { $total }
        [outcome] outro resultado, { $count } de { $total }
       *[greeting] outra saudação, { $count } de { $total }
    }

evidence-samples-left-out =
    { $made ->
        [one] Das { $asked } conexões pedidas foi feita { $made }: outras levariam mais tempo do que o reservado a um endereço, ou o consultariam mais vezes do que o mxray faz em uma execução. Não se sabe o que as demais encontrariam.
       *[other] Das { $asked } conexões pedidas foram feitas { $made }: outras levariam mais tempo do que o reservado a um endereço, ou o consultariam mais vezes do que o mxray faz em uma execução. Não se sabe o que as demais encontrariam.
    }
    .label = conexões omitidas
    .detail = pedidas: { $asked }; feitas: { $made }

## Observações: o relatório diante do que se vê

evidence-report-thumbprint-differs = O relatório cita o certificado { $reported }, e aqui o servidor apresenta { $seen }: outro dispositivo, ou um segundo servidor.
    .label = impressão digital
    .detail = informada { $reported } e vista { $seen }
evidence-report-thumbprint-same = É o mesmo certificado que o relatório cita: { $reported }.
    .label = impressão digital
    .detail = a mesma do relatório
evidence-report-address-differs =
    { $current-count ->
        [0] O relatório cita { $reported }, e o nome já não tem endereço: dados DNS antigos, ou host inteligente errado.
       *[other] O relatório cita { $reported }, e o nome agora leva a { $current }: dados DNS antigos, ou host inteligente errado.
    }
    .label = outro endereço
    .detail =
    { $current-count ->
        [0] informado { $reported }, agora nenhum
       *[other] informado { $reported }, agora { $current }
    }
evidence-report-server-differs = O relatório cita { $reported }, que não pertence a este conector ({ $expected }).
    .label = outro servidor
    .detail = informado { $reported }, esperado { $expected }
evidence-report-old =
    { $days ->
        [0] O relatório é de { $reported }, hoje, e o prazo das novas tentativas acabou: é passado.
        [one] O relatório é de { $reported }, há { $days } dia, e o prazo das novas tentativas acabou: é passado.
       *[other] O relatório é de { $reported }, há { $days } dias, e o prazo das novas tentativas acabou: é passado.
    }
    .label = relatório antigo
    .detail =
    { $days ->
        [0] { $reported }, hoje
        [one] { $reported }, há { $days } dia
       *[other] { $reported }, há { $days } dias
    }

## O que não se pode saber daqui

unknown-revocation = O certificado foi revogado? O mxray não consultou.
unknown-vantage = O Office 365 encontra o mesmo servidor? Isto é o que se vê daqui; um firewall pode tratar os dois de forma diferente.
unknown-patience = O Office 365 esperaria mais? Não está documentado quanto tempo ele espera.
unknown-plain-fallback = O Office 365 envia em texto claro quando o STARTTLS é oferecido e está com defeito? Isso não está documentado.
unknown-client-certificate = O servidor aceitaria o certificado do Office 365? O mxray não tem nenhum para apresentar.
unknown-cipher-suite = O Office 365 dá suporte ao que este servidor exige? Segundo a documentação dele, sim; o mxray não pode testar isso.
unknown-certificate = O Office 365 aceita este certificado? O mxray não consegue avaliá-lo, e nada do que foi publicado responde.
unknown-tls-limit = O Office 365 passaria por este handshake? A biblioteca TLS do mxray não passa, e nenhuma publicação responde.
unknown-greeting-name = O servidor recusaria também o nome do Office 365 no EHLO? O mxray se apresenta com outro.
unknown-refusal-source = A recusa veio do servidor ou de um firewall à frente dele? Uma recusa não diz quem a enviou.
unknown-public-address = O Office 365 recebe outro endereço do DNS público? Os que se veem daqui só valem dentro de uma rede.
unknown-inside = O servidor também é alcançado de fora? Dentro de uma rede, um endereço privado, ou o endereço público da própria rede (NAT loopback), não prova nada sobre isso.
unknown-untried = Os endereços não testados aceitam emails? O mxray não sabe, e o Office 365 pode entregar a um deles.

## O relatório diante do que se vê, e os vereditos

agreement-confirmed = O relatório diz { $reported }: a mesma falha, confirmada.
agreement-code-fits = O relatório diz { $reported }: esse código corresponde ao que se vê daqui. O relatório não dá nenhum motivo que se possa comparar.
agreement-other-reason = { $place ->
    [name] O relatório diz { $reported }, e daqui o mesmo código tem outro motivo: { $fault }. Os servidores ou os resolvedores não dão todos a mesma resposta, ou algo mudou desde o relatório.
   *[server] O relatório diz { $reported }, e daqui o mesmo código tem outro motivo ({ $stage }: { $fault }). Há outro servidor por trás do nome, algo no caminho responde no lugar dele, ou algo mudou desde o relatório.
}
agreement-different = { $code ->
    [other] O relatório diz { $reported }, mas daqui se vê outra coisa. Corrija o que se vê daqui e depois veja se o relatório continua chegando.
   *[known] O relatório diz { $reported }, mas daqui se vê { $code }. Corrija o que se vê daqui e depois veja se o relatório continua chegando.
}
agreement-not-reproduced = Daqui está tudo em ordem, mas o relatório diz { $reported }. Procure o que trata os endereços do Office 365 de outra forma, a começar por um firewall.
agreement-beside = { $verdict ->
    [healthy] O relatório diz { $reported } de { $address }: isso se vê ali. As mensagens passam por outro endereço.
   *[other] O relatório diz { $reported } de { $address }: isso também se vê ali, ao lado do que se diz primeiro.
}
agreement-elsewhere = O relatório diz { $reported } de { $address }: isso não se vê ali, e sim em outro endereço. Corrija o que se vê daqui e depois veja se o relatório continua chegando.
agreement-repaired = O relatório diz { $reported }. Ele é anterior à correção: a fila se esvazia sozinha, a começar pelas mensagens mais antigas, em cerca de uma hora.
agreement-repaired-since = O relatório diz { $reported }: essa falha também foi vista daqui e já foi corrigida. O que se vê agora é outra.
agreement-repaired-another = O relatório diz { $reported }, e o que foi corrigido é outra coisa. Se daqui a uma hora ainda houver mensagens à espera, procure o que trata os endereços do Office 365 de outra forma, a começar por um firewall.
agreement-may-remain = O relatório diz { $reported }. Nada do que se vê barraria as mensagens agora, mas pelo menos um endereço que as barrava não foi visto de novo sem a falha. O relatório talvez fale dele.
may-remain = Pelo menos um endereço que barrava as mensagens não foi visto de novo sem a falha e talvez ainda as barre.
repaired-queue = As mensagens que esperam saem sozinhas, a começar pelas mais antigas, em cerca de uma hora.
# Before and after, at one place or several: $fault as in the table of the probe.
repaired-at = { $listed ->
    [no] { $places }: { $fault } ({ $stage }) em { $seen }; fora dos endereços deste conector em { $gone }.
   *[yes] { $places }: { $fault } ({ $stage }) em { $seen }; já não ocorria em { $gone }.
}

verdict-healthy = Nada foi encontrado que impeça a entrega pelo Office 365.
verdict-repaired = Corrigido: o que impedia a entrega pelo Office 365 desapareceu.
verdict-fault = Uma falha impede a entrega pelo Office 365.
verdict-inconclusive = Sem veredito: não foi possível verificar a partir desta máquina.
verdict-inconclusive-dns-not-asked = Sem veredito: faltou tempo para consultar o resolvedor sobre { $name }. Teste esse nome à parte, ou com um --timeout maior.
verdict-inconclusive-not-asked-again =
    { $count ->
        [one] Sem veredito: pelo menos um nome não foi testado, porque o endereço dele já tinha sido consultado { $count } vez nesta execução. Teste esse nome à parte.
       *[other] Sem veredito: pelo menos um nome não foi testado, porque o endereço dele já tinha sido consultado { $count } vezes nesta execução. Teste esse nome à parte.
    }
verdict-inconclusive-not-tried =
    { $count ->
        [one] Sem veredito: { $count } endereço não foi testado, e o Office 365 talvez consiga entregar emails a ele.
       *[other] Sem veredito: { $count } endereços não foram testados, e o Office 365 talvez consiga entregar emails a um deles.
    }
verdict-inconclusive-out-of-time =
    { $count ->
        [one] Sem veredito: por falta de tempo, { $count } endereço não foi testado, e o Office 365 talvez consiga entregar emails a ele.
       *[other] Sem veredito: por falta de tempo, { $count } endereços não foram testados, e o Office 365 talvez consiga entregar emails a um deles.
    }
verdict-inconclusive-resolver-unavailable =
    { $answer ->
        [none] Sem veredito: esta máquina não indica nenhum resolvedor. Indique um com --resolver, ou teste a partir de outra máquina.
       *[other] Sem veredito: o resolvedor { $server }, que esta máquina usa, não deu as respostas necessárias. O problema é aqui, não no destino. Indique outro com --resolver, ou teste a partir de outra máquina.
    }
verdict-inconclusive-local-no-route = Sem veredito: esta máquina não tem rota até o servidor. Repita o teste em uma máquina que tenha.
verdict-inconclusive-local-permission = Sem veredito: esta máquina não deixa o mxray se conectar. Repita o teste onde conexões nesta porta sejam permitidas.
verdict-inconclusive-local-resources = Sem veredito: esta máquina não tem mais sockets, portas nem memória. Repita o teste quando tiver.
verdict-inconclusive-local-stopped = Sem veredito: o mxray foi suspenso durante o teste (Ctrl-Z, ou uma máquina sobrecarregada). Repita o teste.
verdict-inconclusive-outbound-blocked = Sem veredito: a saída pela porta { $port } está bloqueada nesta rede. A conexão de controle também ficou sem resposta. Repita o teste em uma rede que possa enviar emails.
verdict-inconclusive-no-roots = Sem veredito: não há raízes confiáveis disponíveis aqui; por isso não é possível julgar o certificado. Indique algumas com --ca-file, ou teste a partir de outra máquina.
verdict-inconclusive-tls-client-certificate = Sem veredito: o servidor exige um certificado de cliente. O Office 365 apresenta o dele, o mxray não tem nenhum.
verdict-inconclusive-tls-unsupported-here = Sem veredito: o servidor exige um tipo de TLS a que o mxray não dá suporte. O Office 365 dá, segundo a documentação dele.
verdict-inconclusive-tls-limit-here = Sem veredito: o handshake falha em algo que a biblioteca TLS do mxray não aceita. Não se sabe se o Office 365 aceita.
verdict-inconclusive-certificate-unsupported-here = Sem veredito: o mxray não consegue avaliar este certificado, e não se sabe se o Office 365 o aceita.
verdict-inconclusive-dns-private-address = Sem veredito: daqui, { $name } leva a { $records }, e não se pode esperar que o Office 365 chegue lá; ele pode receber outro endereço do DNS público. Consulte um resolvedor público com --resolver, ou informe o endereço público em vez do nome.

each-enough =
    { $n ->
        [one] Esta falha ({ $n }) basta para barrar os emails.
        [2] Qualquer uma das duas falhas basta para barrar os emails.
        [3] Cada uma das três falhas basta para barrar os emails.
       *[other] Cada uma das { $n } falhas basta para barrar os emails.
    }
also-reported = Hoje o Office 365 costuma informar esta falha como { $code }: desde cerca de 2020, ele reúne nesse único código a maioria das falhas de uma sessão.
    .short = Hoje o Office 365 costuma informar esta falha como { $code }.
meanwhile = A mensagem fica na fila; o Office 365 tenta novamente por { $retry-hours } h ({ $retry-hours-before } h até meados de 2019) e depois a devolve ao remetente com uma notificação de falha na entrega (NDR).
    .long = A mensagem fica na fila e o Office 365 tenta novamente: primeiro em até 15 minutos, depois cerca de uma vez por hora. Após { $retry-hours } h (o locatário pode definir 12 h; eram { $retry-hours-before } h até meados de 2019), ele a devolve ao remetente com uma notificação de falha na entrega (NDR). Feita a correção, a fila se esvazia sozinha, a começar pelas mensagens mais antigas; não há como forçá-la.

## Palavras de uma lista de tarefas e de um nível

actor-you = você
actor-dns-host = hospedagem DNS
actor-network-team = equipe de rede
actor-partner = parceiro
actor-microsoft = Microsoft

state-open = pendente
state-ticked = marcado
state-verified = verificado
state-still-seen = ainda visto
state-not-seen = não visto
state-not-needed = dispensado
step-also = O mesmo deve ser feito em { $places }.
step-not-seen = { $fault ->
    [none] O endereço { $ip } não foi testado desta vez; por isso não se sabe como está ali o que este passo corrige.
   *[known] No endereço { $ip }, o teste não chegou tão longe desta vez ({ $fault }); por isso não se sabe como está ali o que este passo corrige.
}
step-not-seen-name = O nome não levou a nenhum endereço desta vez; por isso não se sabe como está o que este passo corrige.

level-info = observação
level-warning = aviso
level-fault = falha
