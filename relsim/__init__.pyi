"""The public names of relsim, each imported from where it is defined.

This is the one list of them: type checkers read it as it stands, and `relsim/__init__.py` reads it when a
name is first asked for.
"""

from relsim.batch.run import run_experiment as run_experiment
from relsim.domain.boards import Board as Board
from relsim.domain.boards import GovernanceChange as GovernanceChange
from relsim.domain.place import Place as Place
from relsim.domain.plan import Plan as Plan
from relsim.domain.provisions import Benefits as Benefits
from relsim.domain.provisions import Grant as Grant
from relsim.domain.provisions import HostileAct as HostileAct
from relsim.domain.provisions import IntegratedProvider as IntegratedProvider
from relsim.domain.provisions import RingFence as RingFence
from relsim.domain.reorganisation import Reorganisation as Reorganisation
from relsim.domain.reorganisation import Successor as Successor
from relsim.engine.simulation import Simulation as Simulation
from relsim.evidence.documents.publish import write_report as write_report
from relsim.experiments.experiment import Experiment as Experiment
from relsim.experiments.experiment import read_experiment as read_experiment
from relsim.interfaces.function_of_numbers import outcomes_of as outcomes_of
from relsim.interfaces.mesa_model import ReorganisationModel as ReorganisationModel
from relsim.places.library import built_in as built_in
from relsim.places.library import read_place as read_place
from relsim.version import __version__ as __version__
from relsim.worlds.parameters import World as World
from relsim.worlds.parameters import parameters as parameters
from relsim.worlds.plausible import plausible_worlds as plausible_worlds
