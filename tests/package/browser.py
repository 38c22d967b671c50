"""Headless Chromium for the checks of the page: every request goes to a proxy that notes it and answers nothing."""
import base64, json, re, socketserver, sys, threading, time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains

# The browser's own errands; without these it asks its maker for news.
QUIET = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-default-apps", "--disable-extensions", "--disable-domain-reliability", "--disable-client-side-phishing-detection",
         "--disable-features=OptimizationHints,MediaRouter,Translate", "--hide-scrollbars", "--lang=en",
         "--no-sandbox")  # which root and containers do not have; the page is our own


# And does so all the same in some versions: who is signed in.  What a page asks for is in the browser's log, too (requests).
OWN_ERRAND = re.compile(r"CONNECT ([a-z0-9-]+\.)*(google|googleapis|gstatic)\.com:443 ")


class Proxy(socketserver.ThreadingTCPServer):
    """Notes the first line of every request."""
    daemon_threads = allow_reuse_address = True

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            line = self.rfile.readline(4096).decode("latin-1").strip()
            if line and not OWN_ERRAND.match(line):
                self.server.requests.append(line)
            self.wfile.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Handler)
        self.requests = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]


class Browser:
    def __init__(self, driver_path):
        self.proxy = Proxy()
        options = webdriver.ChromeOptions()
        for word in (*QUIET, f"--proxy-server=127.0.0.1:{self.proxy.port}", "--proxy-bypass-list=<-loopback>"):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(driver_path), options=options)
        self.driver.set_script_timeout(60)
        # Before anything of a page runs, so that nothing is refused unseen; like all that a debugger adds, it stands outside of the page's policy.
        self.cdp("Page.addScriptToEvaluateOnNewDocument", source="""
            window.refused = [];
            document.addEventListener("securitypolicyviolation", event => refused.push([event.effectiveDirective, event.blockedURI]));""")

    def cdp(self, command, **words):
        return self.driver.execute_cdp_cmd(command, words)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def open(self, path, width=1280, height=900, scheme="light", scripts=True):
        """The page as it comes to a screen; what it logged and asked for until now is forgotten."""
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.cdp("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.cdp("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.driver.get_log("browser"), self.driver.get_log("performance")
        self.proxy.requests.clear()
        self.driver.get("file://" + path)

    def requests(self):
        """Addresses that were asked for since the page was opened, the page itself among them."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def type(self, keys):
        ActionChains(self.driver).send_keys(keys).perform()

    def frame(self):
        """Until what the page does once a frame is done."""
        self.driver.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));")

    def pdf(self, path):
        self.cdp("Emulation.clearDeviceMetricsOverride")
        printed = self.cdp("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        with open(path, "wb") as file:
            file.write(base64.b64decode(printed["data"]))

    def close(self):
        self.driver.quit()
        self.proxy.shutdown()
