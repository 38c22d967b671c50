# made_journal.awk   prints the journal of TICKETS made-up requests, six lines each, as `outdesk ticket import` reads it.
#
#   awk -v tickets=1000000 [-v part=N] [-v clients=N] [-v open=N] [-v texts=1] [-v closed=1] -f made_journal.awk </dev/null >journal.jsonl
#
# With CLOSED, what is solved is closed three days later.
# CLIENTS share the requests (made01, made02…; without it all are those of `made`); the last OPEN ones are not solved yet; with
# TEXTS subjects, messages and solutions are sentences of 4,000 words, few of them frequent, Russian and English.
# PART N of 0 to 9 prints every tenth of them in a row.  The same number gives the same bytes.  Requests come evenly over a year; most are answered and solved in time,
# every 7th waits over a night, every 20th is late.
function line(t, by, event, more) {
  if (part != "" && int((n - 1) * 10 / tickets) != part) return
  printf "{\"client\": \"made%s\", \"ticket\": \"M-%07d\", \"at\": \"%s\", \"by\": \"%s\", \"event\": \"%s\"%s}\n", clients ? sprintf("%02d", n % clients + 1) : "", n, instant(t), by, event, more
}
function instant(t,   day, second) {
  day = int(t / 86400); second = t % 86400
  while (t < day_start || t >= day_start + 86400) {  # requests come in the order of time: the date is near the last one
    if (t < day_start) { day_start -= 86400; if (--d < 1) { if (--m < 1) { m = 12; --y } d = days[m] } }
    else { day_start += 86400; if (++d > days[m]) { d = 1; if (++m > 12) { m = 1; ++y } } }
  }
  return sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, int(second / 3600), int(second / 60) % 60, second % 60)
}
function words(count,   i, text) {
  if (!texts) return ""
  for (i = 0; i < count; ++i) text = text (i ? " " : "") word[1 + int(random(known) * random(known) / known * random(known) / known)]
  return text
}
function field(name, count,   text) { text = words(count); return text == "" ? "" : ", \"" name "\": \"" text "\"" }
function random(below) { seed = (seed * 16807) % 2147483647; return seed % below }
BEGIN {
  split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
  known = split("принтер не печатает сервер упал почта доступ папка пароль сменить учётная запись ноутбук медленно работает картридж замятие бумага сканер монитор клавиатура мышь обновление лицензия антивирус резервная копия диск заполнен сеть интернет роутер телефон гарнитура видеосвязь переговорная 1С отчёт база ошибка вход сертификат подпись банк клиент удалённый рабочий стол настройка драйвер установка программа файл удалён восстановить письмо спам вложение печать очередь служба перезапуск кабель розетка питание ИБП батарея экран синий перезагрузка профиль домен политика группа права добавить сотрудник уволен новый место переезд printer driver queue error mailbox full password reset account locked laptop slow update failed licence expired antivirus alert backup job disk space network switch wifi router phone headset video room report database login certificate remote desktop profile domain policy group rights share folder restore deleted file attachment spam service restart cable power battery screen reboot replaced cleaned reinstalled configured checked explained user", word, " ")
  # and made-up words, each rarer than the one before it
  split("ба ве го ду жи за ко лю ма не пи ро са ту фе хо ци ша", syllable, " ")
  for (i = 1; i <= 18; ++i) for (j = 1; j <= 18; ++j) for (k = 1; k <= 12; ++k) word[++known] = syllable[i] syllable[j] syllable[k] "н"
  seed = 42; y = 2025; m = 1; d = 1; day_start = begin = 1735689600
  for (n = 1; n <= tickets; ++n) {
    t = begin + int(n * (365 * 86400 / tickets))
    engineer = "engineer" random(15)
    critical = n % 50 == 0
    line(t, "client:user" random(500), "created", sprintf(", \"subject\": \"%s\"%s, \"priority\": \"%s\", \"channel\": \"%s\", \"category\": \"c%d\", \"line\": \"L1\", \"kind\": \"incident\"", \
         texts ? words(3 + random(4)) " " n : "Request " n, texts ? field("body", 15 + random(30)) : "", critical ? "P1" : n % 3 ? "P3" : "P4", n % 4 ? "mail" : "phone", random(20)))
    t += 60 + random(600)
    line(t, engineer, "message", ", \"from\": \"engineer\", \"public\": true" field("body", 10))
    t += random(3600)
    if (n % 7 == 0) {
      line(t, engineer, "waiting", ", \"reason\": \"client\"")
      t += 3600 * 12 + random(3600 * 12)
      line(t, "client:user", "message", ", \"from\": \"client\", \"public\": true" field("body", 10))
    } else {
      line(t, engineer, "assigned", sprintf(", \"to\": \"%s\", \"line\": \"L%d\"", engineer, 1 + (n % 5 == 0)))
      t += random(1800)
      line(t, engineer, "message", ", \"from\": \"engineer\", \"public\": false")
    }
    t += n % 20 == 0 ? 86400 * 9 : 600 + random(7200)
    line(t, engineer, "work", sprintf(", \"seconds\": %d, \"mode\": \"%s\"", 300 + random(3000), n % 30 ? "remote" : "visit"))
    if (n > tickets - open) continue
    line(t, engineer, "resolved", ", \"how\": \"remote\"" field("solution", 8))
    if (closed) line(t + 3 * 86400, "system", "closed", "")
  }
}
