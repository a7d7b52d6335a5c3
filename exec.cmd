@rem The scripts of package.json begin with what sh calls exec: without it the shell would stand
@rem between npm and the program, and keep signals to itself. cmd.exe has no such word, and takes this.
@%*
