# The curl command of Studio's API page, with the remote's URL.
curl --silent --show-error --fail "$DVC_STUDIO_URL/api/create-project" \
  --header "Authorization: token $DVC_STUDIO_TOKEN" \
  --header 'Content-Type: application/json' \
  --data "{\"repo_url\": \"$(git remote get-url origin)\"}"
