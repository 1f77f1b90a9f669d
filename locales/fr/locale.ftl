# La langue elle-même : son nom, sa place, sa façon d’écrire un nombre.

locale-name = Français
locale-order = 2
decimal-mark = ,
group-mark = { "\u00A0" }
