# Títulos, rótulos das teclas e o que todas as telas compartilham.

locale-name = Português
decimal-mark = ,
group-mark = .

duration-ms = { $n } ms
duration-s = { $n } s
duration-min = { $n } min
duration-h = { $n } h
