# O próprio idioma: o nome, o lugar, como escreve um número.

locale-name = Português
locale-order = 3
decimal-mark = ,
group-mark = .
