#!/usr/bin/env python3
"""made_inventories.py DEVICES PROGRAMS XML_FOLDER JSON_FOLDER

Inventories of so many devices, the same at every run: as XML of one night, and as JSON of the next, where a tenth of the
programs are newer.  Programs come from a pool of 5,000."""
import json
import os
import random
import sys
from xml.sax.saxutils import escape

devices, programs = int(sys.argv[1]), int(sys.argv[2])
xml_folder, json_folder = sys.argv[3:5]
draw = random.Random(8)

for number in range(devices):
    name, serial = f"PC-{number:05}", f"SN{number:08}"
    uuid = f"{number:08x}-1111-4222-8333-{number:012x}"
    mac = "00:1b:a9:" + ":".join(f"{number >> shift & 255:02x}" for shift in (16, 8, 0))
    chosen = [(f"Program {p % 200} Edition {p // 200}", f"{p % 12}.{p % 7}") for p in draw.sample(range(5000), programs)]
    newer = [(title, version if draw.random() > 0.1 else version + ".1") for title, version in chosen]
    with open(os.path.join(xml_folder, name + ".xml"), "w") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<REQUEST>\n  <CONTENT>\n'
                   "    <ACCESSLOG><LOGDATE>2026-10-31 03:00:00</LOGDATE></ACCESSLOG>\n"
                   f"    <BIOS><SMANUFACTURER>Made</SMANUFACTURER><SMODEL>Desk 7</SMODEL><SSN>{serial}</SSN></BIOS>\n"
                   f"    <HARDWARE><NAME>{name}</NAME><UUID>{uuid}</UUID><MEMORY>16384</MEMORY></HARDWARE>\n"
                   f"    <NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>{mac}</MACADDR><IPADDRESS>10.0.0.1</IPADDRESS></NETWORKS>\n")
        for title, version in chosen:
            file.write(f"    <SOFTWARES>\n      <NAME>{escape(title)}</NAME>\n      <PUBLISHER>Made House</PUBLISHER>\n"
                       f"      <VERSION>{version}</VERSION>\n    </SOFTWARES>\n")
        file.write(f"  </CONTENT>\n  <DEVICEID>{name}-2026</DEVICEID>\n  <QUERY>INVENTORY</QUERY>\n</REQUEST>\n")
    document = {"action": "inventory", "deviceid": name + "-2026", "itemtype": "Computer", "content": {
        "accesslog": {"logdate": "2026-11-01 03:00:00"}, "bios": {"smanufacturer": "Made", "smodel": "Desk 7", "ssn": serial},
        "hardware": {"name": name, "uuid": uuid, "memory": 16384}, "networks": [{"description": "eth0", "mac": mac, "ipaddress": "10.0.0.1"}],
        "softwares": [{"name": title, "version": version, "publisher": "Made House"} for title, version in newer]}}
    with open(os.path.join(json_folder, name + ".json"), "w") as file:
        json.dump(document, file, indent=1)
