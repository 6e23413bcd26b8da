# Every folder below models, 16 requests at a time.
ls models | xargs -P 16 -I {} curl --silent --show-error --fail --output /dev/null "$DVC_STUDIO_URL/api/create-project" \
  --header "Authorization: token $DVC_STUDIO_TOKEN" \
  --header 'Content-Type: application/json' \
  --data '{"repo_url": "https://github.com/ada/iris.git", "subdir": "models/{}"}'
