"""What tests of an app with embeds run against."""
