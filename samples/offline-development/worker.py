"""Agrees on a key with the partner once; from then on it uses that key."""

import boto3

secrets = boto3.client("secretsmanager")

key = secrets.get_secret_value(SecretId="shop/partner-key")["SecretString"]
if key == "to be agreed":
    key = secrets.get_random_password(PasswordLength=40)["RandomPassword"]
    secrets.put_secret_value(SecretId="shop/partner-key", SecretString=key)
    print(f"worker agreed on a key of {len(key)} characters")
else:
    print(f"worker uses its key of {len(key)} characters")
