# The Python example of Studio's API page, with the remote's URL.
import json
import os
import subprocess

import requests

url = os.environ["DVC_STUDIO_URL"] + "/api/create-project"
token = os.environ["DVC_STUDIO_TOKEN"]
repo_url = subprocess.run(["git", "remote", "get-url", "origin"], check=True, capture_output=True, text=True).stdout.strip()
payload = json.dumps({"repo_url": repo_url})
headers = {
    "Authorization": f"token {token}",
    "Content-Type": "application/json",
}

response = requests.request("POST", url, headers=headers, data=payload, timeout=30)
for project in response.json()["projects"]:
    print(project["url"])
