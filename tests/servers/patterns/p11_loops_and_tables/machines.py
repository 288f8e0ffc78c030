"""What is registered."""


def list_vms(zone: str = "a") -> str:
    """List."""
    return zone


def stop_vm(vm: str) -> str:
    """Stop."""
    return vm


def resize_vm(vm: str, cores: int) -> str:
    """Resize."""
    return vm


def show(name: str) -> str:
    """Show."""
    return name


EXTRA = [resize_vm]
TOOLS = {"disk_show": (show, "Show a disk"), "disk_stop": (stop_vm, "Detach a disk")}
ROWS = [{"name": "net_show", "function": show}, {"name": "net_resize", "function": resize_vm}]
