"""What libraries say is wrong, in our words and in both languages; what is not known here is quoted as it stands."""
