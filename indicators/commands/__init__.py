"""What each command of `flashlight` does; indicators/cli.py reads the arguments. Modules here are imported when they are used."""
