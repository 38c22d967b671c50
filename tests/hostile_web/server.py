#!/usr/bin/python3
"""server.py [CERTIFICATE KEY]   a web server on loopback that answers badly.  Prints its port; the first part of the path says how.

/hang/      takes the request and says nothing            /drip/      a byte a second
/endless/   an answer without an end                       /html/      a web page with status 200
/page/      a web page that calls itself JSON              /redirect/  sends on to file:///etc/passwd
/elsewhere/ sends on to another host                       /half/      half a JSON
/short/     less than its Content-Length                   /wrong-id/  the answer to another question
/status/    502                                            /empty/     closes the connection
/packed/    says that it is gzip                           /deep/      JSON of a hundred thousand brackets
/latin/     JSON that is no UTF-8                          /list/      a list where an answer should be
/rpc/MODE/  answers as a Zabbix, but for what MODE names (see lies below)
"""
import json, socket, ssl, sys, threading, time

ANSWER = b'{"jsonrpc": "2.0", "result": "6.0.14", "id": 1}'
WELL = {"apiinfo.version": "6.0.14", "host.get": [{"hostid": "1", "name": "srv"}], "service.get": [], "event.get": [], "trigger.get": [], "history.get": [], "trend.get": [],
        "item.get": [{"itemid": "5", "key_": "ips", "name": "x", "value_type": "3", "hosts": [{"hostid": "1", "name": "srv"}]}]}


def event(number, params):
    clock = params.get("problem_time_from", 0) + 5
    return {"eventid": str(number), "clock": str(clock), "name": "down", "severity": "4", "objectid": "7", "r_eventid": "0", "acknowledged": "0", "hosts": [{"hostid": "1", "name": "srv"}], "acknowledges": []}


def lies(mode, method, params):
    """What a Zabbix answers to `method` in this mode; an exception's text is its error."""
    if mode == "old" and method == "apiinfo.version":
        return "5.0.1"
    if mode == "versionless" and method == "apiinfo.version":
        return {"a": 1}
    if mode == "token" and method != "apiinfo.version":
        raise ValueError("Not authorised.")
    if mode == "forbidden" and method == "service.get":
        raise ValueError('No permissions to call "service.get".')
    if mode == "words" and method == "host.get":
        raise ValueError("\x1b[31mred\x1b[0m " + "x" * 5000)
    if mode == "circles" and method == "event.get" and "problem_time_from" in params:
        return [event(number, params) for number in range(1, 1001)]
    if mode == "flood" and method == "event.get" and "problem_time_from" in params:
        return [event(int(params["eventid_from"]) + number, params) for number in range(1000)]
    if mode == "hosts" and method == "host.get":
        return [{"hostid": str(n), "name": f"h{n}"} for n in range(params["limit"])]
    if mode == "object" and method == "host.get":
        return {"hostid": "1"}
    if mode == "missing" and method == "event.get":
        return [{"eventid": "1"}]
    if mode == "values" and method == "history.get":
        return [{"clock": str(params["time_from"] - 100), "value": "5"}]
    if mode == "second" and method == "history.get":
        return [{"clock": str(params["time_from"]), "value": "5"}] * params["limit"]
    if mode == "text" and method == "history.get":
        return [{"clock": str(params["time_from"]), "value": "many"}]
    return WELL[method]


def rpc(mode, body):
    asked = json.loads(body)
    try:
        return json.dumps({"jsonrpc": "2.0", "result": lies(mode, asked["method"], asked["params"]), "id": asked["id"]}).encode()
    except ValueError as error:
        return json.dumps({"jsonrpc": "2.0", "error": {"code": -32602, "message": "Invalid params.", "data": str(error)}, "id": asked["id"]}).encode()


def head(length, kind="application/json", status="200 OK", more=""):
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n{more}\r\n".encode()


def whole(body, **more):
    return head(len(body), **more) + body


def request_of(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return "", b""
        data += piece
        if data[0] == 0x16:  # the greeting of TLS
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return "", b""
    top, body = data.split(b"\r\n\r\n", 1)
    length = next((int(line.split(b":")[1]) for line in top.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return top.split(b" ")[1].decode(), body


def answer(connection, path, body):
    mode = path.split("/")[1]
    plain = {"html": lambda: whole(b"<!DOCTYPE html><html><body>Sign in</body></html>", kind="text/html"), "page": lambda: whole(b"<!DOCTYPE html><html></html>"),
             "redirect": lambda: head(0, status="302 Found", more="Location: file:///etc/passwd\r\n"), "elsewhere": lambda: head(0, status="307 Temporary Redirect", more="Location: http://198.51.100.7/x?secret\r\n"),
             "half": lambda: whole(ANSWER[:20]), "short": lambda: head(1000) + ANSWER, "wrong-id": lambda: whole(ANSWER.replace(b'"id": 1', b'"id": 77')),
             "status": lambda: whole(b"no", status="502 Bad Gateway"), "empty": lambda: b"", "packed": lambda: head(20, more="Content-Encoding: gzip\r\n") + b"\x1f\x8b" + b"\0" * 18,
             "deep": lambda: whole(b"[" * 100000), "latin": lambda: whole(ANSWER.replace(b"6.0.14", b"\xe9")), "list": lambda: whole(b"[1]"),
             "rpc": lambda: whole(rpc(path.split("/")[2], body))}
    if mode in plain:
        connection.sendall(plain[mode]())
    elif mode == "hang":
        time.sleep(120)
    elif mode == "drip":
        connection.sendall(head(100000))
        for _ in range(120):
            connection.sendall(b" ")
            time.sleep(1)
    elif mode == "endless":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
        while True:
            connection.sendall(b"1," * 32768)


def serve(connection, context):
    try:
        with (context.wrap_socket(connection, server_side=True) if context else connection) as ready:
            answer(ready, *request_of(ready))
    except (OSError, ValueError, IndexError, KeyError):
        pass


def main():
    context = None
    if len(sys.argv) == 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
    listener = socket.create_server(("127.0.0.1", 0), backlog=32)
    print(listener.getsockname()[1], flush=True)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, context), daemon=True).start()


main()
