#!/usr/bin/env python3
"""made_client.py KEY FOLDER [--folders N] [--people N] [--devices N] [--servers N]

Writes into FOLDER what a monthly package of 2025-12 of the made-up client KEY needs beside its requests (those come from
made_journal.awk): contract.json, passwd, group, rights-1.txt and rights-2.txt (getfacl, of November and December), backups.csv
(five jobs, every night of the year, a test restore each quarter), equipment.csv and inventory/ (XML, 40 programs each).
The same numbers give the same files."""
import argparse
import datetime
import json
import os
import random
from xml.sax.saxutils import escape

parser = argparse.ArgumentParser()
parser.add_argument("key")
parser.add_argument("folder")
parser.add_argument("--folders", type=int, default=300)
parser.add_argument("--people", type=int, default=60)
parser.add_argument("--devices", type=int, default=60)
parser.add_argument("--servers", type=int, default=2)
given = parser.parse_args()
draw = random.Random(9)
here = os.path.dirname(os.path.abspath(__file__))
os.makedirs(os.path.join(given.folder, "inventory"), exist_ok=True)

DEPARTMENTS = ["Дирекция", "Бухгалтерия", "Продажи", "Логистика", "Склад", "Кадры и юристы", "Производство"]
NAMES = ["Договоры", "Маршруты", "Черновики", "Приказы", "Шаблоны", "Зарплата", "Отчёты", "Поставщики", "Тарифы", "Архив", "Сверки"]
JOBS = ["1c", "files", "mail", "domain", "site"]


def path_of(name):
    return os.path.join(given.folder, name)


def department(person):
    return person * len(DEPARTMENTS) // given.people


def contract():
    with open(os.path.join(here, "made_contract.json"), encoding="utf-8") as file:
        made = json.load(file)
    made.update({"client": given.key, "name": "ООО «Сделано»", "number": "1/24", "language": "ru"})
    made["fee"] = {"month_minor": 14800000, "vat": "0.20", "cap": "0.15", "credits": [
        {"when": "kpi.resolution", "clause": "6.2", "tiers": [
            {"from": "0.95", "credit": "0"}, {"from": "0.90", "credit": "0.05"}, {"from": "0", "credit": "0.10"}]},
        {"when": "breach", "priority": "P1", "target": "resolution", "credit": "0.02", "clause": "6.3"}]}
    made["people"] = [{"account": f"user{p}", "name": f"Фамилия{p} А. Б.", "department": DEPARTMENTS[department(p)]}
                      for p in range(given.people)]
    made["people"][0]["dismissed"] = "2025-06-15"
    made["access"] = {"servers": ["fs01"]}
    made["backups"] = [{"job": job, "what": "Копия " + job, "kind": "dir", "where": "/backup/" + job, "rpo": "24h", "grace": "2h",
                        "restore_within": "4h", "drill_every": "90d"} for job in JOBS]
    made["assets"] = {"unseen_after": "14d", "roles": [
        {"role": "office", "agreed": ["Program 0*", "Program 1*", "Program 2*"], "refused": ["Program 19*"]}],
        "licences": [{"licence": "Program 3", "programs": ["Program 3*"], "owned": given.devices}]}
    with open(path_of("contract.json"), "w", encoding="utf-8") as file:
        json.dump(made, file, ensure_ascii=False, indent=1)


def accounts():
    with open(path_of("passwd"), "w", encoding="utf-8") as file:
        for p in range(given.people):
            file.write(f"user{p}:x:{20000 + p}:20100:Фамилия{p} А. Б.:/home/user{p}:/usr/sbin/nologin\n")
    with open(path_of("group"), "w", encoding="utf-8") as file:
        file.write("staff:x:20100:\n")
        for number in range(len(DEPARTMENTS)):
            members = ",".join(f"user{p}" for p in range(given.people) if department(p) == number)
            file.write(f"department{number}:x:{20101 + number}:{members}\n")


def entry(file, path, rights):
    file.write(f"# file: {path}\n# owner: 0\n# group: 0\nuser::rwx\ngroup::---\n" + "".join(f"{r}\n" for r in rights)
               + "mask::rwx\nother::---\n\n")


def folders():
    """Trees of 25 folders to depth 5; every fifth folder has rights of its own, a department's and two people's."""
    parent, rights = "/srv/share", ["group:20100:r-x"]
    yield parent, ["group:20100:r-x"]
    depth, trail = 0, []
    for i in range(given.folders - 1):
        depth = 0 if i % 25 == 0 else min(depth + 1, draw.randrange(1, 6))
        trail = trail[:depth] + [(f"{NAMES[draw.randrange(len(NAMES))]} {i}", None)]
        if depth == 0 or i % 5 == 0:
            number = draw.randrange(len(DEPARTMENTS))
            people = draw.sample(range(given.people), min(3, given.people))
            rights = [f"user:{20000 + p}:{m}" for p, m in zip(people, ["rwx", "r-x", "---"])]
            rights += [f"group:{20101 + number}:rwx", f"group:{20101 + (number + 2) % len(DEPARTMENTS)}:r-x"]
            trail[depth] = (trail[depth][0], rights)
        yield "/".join([parent] + [name for name, _ in trail]), next(r for _, r in reversed(trail) if r)


def rights():
    listed = list(folders())
    for number in (1, 2):
        with open(path_of(f"rights-{number}.txt"), "w", encoding="utf-8") as file:
            for i, (path, allowed) in enumerate(listed):
                more = [f"user:{20000 + given.people - 1}:rwx"] if number == 2 and i % 30 == 7 else []
                entry(file, path, more + allowed)


def backups():
    with open(path_of("backups.csv"), "w", encoding="utf-8") as file:
        file.write("job,state,at,ended,files,bytes,note,action,took,how\n")
        for day in range(365):
            night = datetime.date(2025, 1, 1) + datetime.timedelta(day)
            for job in JOBS:
                state = "failed" if draw.randrange(200) == 0 else "ok"
                file.write(f"{job},{state},{night}T19:00:00Z,{night}T19:47:00Z,12,{42000000000 + day},,copy,,\n")
                if day % 80 == 40:
                    file.write(f"{job},ok,{night}T21:00:00Z,,,,,drill,2h5m,открыли и сверили\n")


def equipment():
    with open(path_of("equipment.csv"), "w", encoding="utf-8") as file:
        file.write("Инв. номер;Наименование;Вид;Серийный номер;Сотрудник;Отдел;Место;Состояние;Гарантия до\n")
        for i in range(given.devices + given.servers):
            kind = "Сервер" if i >= given.devices else "ПК"
            file.write(f"I-{i:05};{kind} {i};{kind};SN{i:08};Фамилия{i % given.people} А. Б.;{DEPARTMENTS[i % 7]};каб. {i % 40};В работе;2026-{1 + i % 12:02}-20\n")
            if i % 100 == 99:
                continue  # never seen by an agent
            programs = "".join(f"<SOFTWARES><NAME>Program {p % 20} {p}</NAME><VERSION>{p % 9}.1</VERSION></SOFTWARES>\n"
                               for p in draw.sample(range(500), 40))
            with open(path_of(f"inventory/pc-{i:05}.xml"), "w", encoding="utf-8") as xml:
                xml.write('<?xml version="1.0" encoding="UTF-8"?>\n<REQUEST><CONTENT><ACCESSLOG><LOGDATE>2025-12-30 03:00:00</LOGDATE></ACCESSLOG>'
                          f"<BIOS><SMODEL>Desk</SMODEL><SSN>SN{i:08}</SSN></BIOS><HARDWARE><NAME>{escape(f'pc-{i:05}')}</NAME></HARDWARE>\n"
                          f"{programs}</CONTENT><DEVICEID>pc-{i:05}-2025</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>\n")


contract()
accounts()
rights()
backups()
equipment()
