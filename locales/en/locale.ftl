# The language itself: its name, its place, how it writes a number.

locale-name = English
# The place on F2 and wherever languages are listed: English first, and a new one takes the next number.
locale-order = 1
decimal-mark = .
group-mark = ,
