"""What a deployment is told to do from its command line."""
