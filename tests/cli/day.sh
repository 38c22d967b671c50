#!/bin/sh
# A day of an engineer: every step is one line.  The README runs it on the sample client; OUTDESK_USER is who works.
set -e
c=romashka

# The morning: what is mine, what is due first, what nobody has yet.
outdesk ticket list --mine --open --columns ticket,priority,due,subject
outdesk ticket list --unassigned --sort due --limit 3 --columns ticket,due,subject

# A call.  Has it been there before, and what helped?
t=$(outdesk ticket new --client $c --priority P3 --channel phone --requester 'Попова О. О.' --line L1 'Не печатает принтер на складе')
outdesk ticket assign "$t" "$OUTDESK_USER"
outdesk ticket show "$t" --similar | sed -n '/like this one/,$p'

# Not from here: the second line goes there in the afternoon.
outdesk ticket escalate "$t" 'Зуев П.' -m 'Очередь очищена, драйвер новый: не помогло'
outdesk ticket visit "$t" --start 14:00 --site Склад --engineer 'Зуев П.'
outdesk ticket reply "$t" -m 'Инженер будет у вас в 14:00'

# Two of one thing, and a second wish in the first.
again=$(outdesk ticket new --client $c --priority P3 --channel mail --requester 'Громов А. Г.' 'Принтер склада молчит')
outdesk ticket merge "$again" "$t"
scanner=$(outdesk ticket split "$t" 'Сканер склада медленный')
outdesk ticket wait "$scanner" vendor

# Something small, from the call to the client's score.
small=$(outdesk ticket new --client $c --priority P4 --channel chat --requester 'Орлова М. И.' 'Поменять подпись в почте')
outdesk ticket work "$small" 10m --mode remote
outdesk ticket resolve "$small" --how remote -m 'Подпись заменена'
outdesk ticket rate "$small" 5

# The evening: what the next shift must know.
outdesk ticket handover --since 12h --limit 4
