# Titles, labels of keys, and what every screen shares.

locale-name = English
decimal-mark = .
group-mark = ,

duration-ms = { $n } ms
duration-s = { $n } s
duration-min = { $n } min
duration-h = { $n } h
