# Titres, libellés des touches, et ce que tous les écrans partagent.

locale-name = Français
decimal-mark = ,
group-mark = { "\u00A0" }

duration-ms = { $n } ms
duration-s = { $n } s
duration-min = { $n } min
duration-h = { $n } h
