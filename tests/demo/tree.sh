#!/bin/bash
# tree.sh FOLDER [MONTH]   makes the file server of the sample client anew, as it was in the month (2025-09, 2025-10;
# else 2025-11): 43 folders with rights for the 12 employees of romashka.json, whose numbers are in passwd and group beside this file.  Rights are POSIX
# ACLs; where the file system has none, modes say as much of it as modes can.
set -euo pipefail
umask 022
root=$1 month=${2:-2025-11}

declare -A gid=([все]=20100 [Дирекция]=20101 [Бухгалтерия]=20102 [Продажи]=20103 [Логистика]=20104 [Склад]=20105)
petrov=20002 popova=20003 tarasov=20010

# A folder of an earlier run may be closed for its own owner.
if [ -e "$root" ]; then chmod -R u+rwX "$root"; rm -rf "$root"; fi
mkdir -p "$root"
probe=$(mktemp -d "$root/.probe.XXXXXX")
if setfacl -m u:20001:r "$probe" 2>/dev/null; then acl=yes; else acl=no; fi
rmdir "$probe"
[ $acl = yes ] || echo "no access lists in this file system: modes alone" >&2

# rights FOLDER MODE [ENTRY...]: the folder's mode, and entries such as g:20101:rwx, for what is made in it too.
rights() {
  local folder=$root/$1 mode=$2 entry
  shift 2
  mkdir -p "$folder"
  [ $acl = no ] || setfacl -b -k "$folder"
  chmod "$mode" "$folder"
  for entry in "$@"; do
    if [ $acl = yes ]; then
      setfacl -m "$entry,d:$entry" "$folder"
    elif [[ $entry == g:*:rwx ]] && chgrp "$(cut -d: -f2 <<<"$entry")" "$folder" 2>/dev/null; then
      chmod g+w "$folder"
    fi
  done
}

# department NAME FOLDER...: folders that the department changes, the direction reads, others do not enter.
department() {
  local name=$1 folder
  shift
  rights "$name" 0750 "g:${gid[$name]}:rwx" "g:${gid[Дирекция]}:rx"
  for folder in "$@"; do mkdir -p "$root/$name/$folder"; done
}

rights . 0755
department Дирекция Договоры Договоры/2024 Договоры/2025 Планы Собрания Приказы
department Бухгалтерия Отчётность Отчётность/2024 Отчётность/2025 Первичка Первичка/Счета Первичка/Акты Банк Кадры Зарплата
department Продажи Клиенты Клиенты/Опт Клиенты/Розница "Коммерческие предложения" Прайсы Акции
department Логистика Маршруты Заявки Перевозчики Перевозчики/Договоры Топливо
department Склад Приёмка Отгрузка Инвентаризация Инвентаризация/2025 Остатки

# What the whole company shares.
rights Общие 0755 "g:${gid[все]}:rx"
rights Общие/Обмен 0777 "g:${gid[все]}:rwx"
rights Общие/Шаблоны 0755 "g:${gid[Дирекция]}:rwx"
rights Общие/Инструкции 0755
rights "Общие/Фото с праздников" 0755 "g:${gid[Продажи]}:rwx"

# Rights of their own: salaries are for two people; payments also for the director, since October (RL-4275); others read fuel.
rights Бухгалтерия/Зарплата 0700 "u:$popova:rwx"
rights Бухгалтерия/Банк 0700 "u:$popova:rwx"
[ "$month" = 2025-09 ] || rights Бухгалтерия/Банк 0700 "u:$popova:rwx" "u:$petrov:rx"
rights Логистика/Топливо 0755 "g:${gid[Логистика]}:rwx"

# November: price lists are read by the warehouse (RL-4421); a logistician was let in to the acts, and nobody asked for it.
if [ "$month" = 2025-11 ]; then
  rights Бухгалтерия 0750 "g:${gid[Бухгалтерия]}:rwx" "g:${gid[Дирекция]}:rx" "u:$tarasov:x"
  rights Бухгалтерия/Первичка 0750 "g:${gid[Бухгалтерия]}:rwx" "g:${gid[Дирекция]}:rx" "u:$tarasov:x"
  rights Бухгалтерия/Первичка/Акты 0750 "g:${gid[Бухгалтерия]}:rwx" "g:${gid[Дирекция]}:rx" "u:$tarasov:rwx"
  rights Продажи 0750 "g:${gid[Продажи]}:rwx" "g:${gid[Дирекция]}:rx" "g:${gid[Склад]}:x"
  rights Продажи/Прайсы 0750 "g:${gid[Продажи]}:rwx" "g:${gid[Дирекция]}:rx" "g:${gid[Склад]}:rx"
fi

# The administrator's own: nobody of the company reads it.
rights "Общие/Установка программ" 0700
