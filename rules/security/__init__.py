"""Rules of document 02, security architecture: authentication, authorisation and the limits of input."""
