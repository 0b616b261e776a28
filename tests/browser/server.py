"""JupyterLab as it is, but that its kernels are forks of one process (`tests/forks.py`), where there are such."""

from jupyter_client.provisioning import local_provisioner

from tests import forks

if forks.are_to_be_had():
    local_provisioner.launch_kernel = forks.launch_kernel

if __name__ == "__main__":
    from jupyterlab.labapp import main  # takes a second, and whoever collects the tests loads this module

    main()
