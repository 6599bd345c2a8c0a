// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title MODELLED worker nodes: stake to collect data or to run language models; rewards end at a sunset.
/// @notice Modelled on what Masa says of Oracle nodes: a stake is required, rewards run for the first two years, nodes collect
/// from websites, feeds and authenticated sites, and run models of a catalogue. The rate is an assumption of this model.
contract ModelledWorkerNodes {
    using SafeERC20 for IERC20;

    uint256 public constant MILLION = 1_000_000;

    /// @dev What a node collects from.
    enum Source { Website, Feed, AuthenticatedSite }

    struct Node { address operator; uint256 stake; uint256 since; Source source; }

    struct Job { bytes32 model; bytes32 node; address buyer; uint256 price; bool isDone; }

    IERC20 public immutable token;
    uint256 public immutable stakeMin;
    /// @notice Reward per staked unit and second, in parts of 10^18.
    uint256 public immutable rate;
    uint256 public immutable sunset;
    mapping(bytes32 => Node) public nodes;
    mapping(bytes32 => bool) public isListed;
    mapping(bytes32 => mapping(bytes32 => bool)) public isDeployed;
    Job[] public jobs;

    error StakeTooLow(uint256 stake, uint256 least);
    error NotAllowed(address caller);
    error NotDeployed(bytes32 model, bytes32 node);

    event NodeRegistered(bytes32 indexed node, address indexed operator, Source source, uint256 stake);
    event NodeLeft(bytes32 indexed node, address indexed operator, uint256 stake);
    event RewardClaimed(bytes32 indexed node, address indexed operator, uint256 amount);
    event DataCollected(bytes32 indexed node, address indexed operator, Source source, uint256 items, bytes32 contentHash);
    event ModelListed(bytes32 indexed model, address indexed by, string name);
    event ModelDeployed(bytes32 indexed model, bytes32 indexed node, address indexed operator);
    event JobRequested(uint256 indexed job, bytes32 indexed model, bytes32 indexed node, address buyer, uint256 price);
    event JobCompleted(uint256 indexed job, bytes32 indexed model, address indexed operator, uint256 price, bytes32 resultHash);

    constructor(IERC20 token_, uint256 stakeMin_, uint256 rate_, uint256 sunset_) {
        token = token_;
        stakeMin = stakeMin_;
        rate = rate_;
        sunset = sunset_;
    }

    function join(bytes32 node, Source source, uint256 stake) external {
        if (stake < stakeMin) revert StakeTooLow(stake, stakeMin);
        if (nodes[node].operator != address(0)) revert NotAllowed(msg.sender);
        nodes[node] = Node(msg.sender, stake, block.timestamp, source);
        token.safeTransferFrom(msg.sender, address(this), stake);
        emit NodeRegistered(node, msg.sender, source, stake);
    }

    /// @notice Pays what accrued since the last claim, but nothing for the time after the sunset. Rounds down.
    function claim(bytes32 node) public {
        Node storage held = _own(node);
        uint256 until = block.timestamp < sunset ? block.timestamp : sunset;
        uint256 earned = until > held.since ? (held.stake * rate * (until - held.since)) / 1e18 : 0;
        held.since = block.timestamp;
        if (earned > 0) {
            token.safeTransfer(msg.sender, earned);
            emit RewardClaimed(node, msg.sender, earned);
        }
    }

    function leave(bytes32 node) external {
        claim(node);
        uint256 stake = nodes[node].stake;
        delete nodes[node];
        token.safeTransfer(msg.sender, stake);
        emit NodeLeft(node, msg.sender, stake);
    }

    function report(bytes32 node, uint256 items, bytes32 contentHash) external {
        emit DataCollected(node, msg.sender, _own(node).source, items, contentHash);
    }

    function list(bytes32 model, string calldata name) external {
        isListed[model] = true;
        emit ModelListed(model, msg.sender, name);
    }

    function deploy(bytes32 model, bytes32 node) external {
        _own(node);
        if (!isListed[model]) revert NotDeployed(model, node);
        isDeployed[model][node] = true;
        emit ModelDeployed(model, node, msg.sender);
    }

    /// @notice Escrows the price of one inference on one node.
    function request(bytes32 model, bytes32 node, uint256 price) external returns (uint256 job) {
        if (!isDeployed[model][node]) revert NotDeployed(model, node);
        job = jobs.length;
        jobs.push(Job(model, node, msg.sender, price, false));
        token.safeTransferFrom(msg.sender, address(this), price);
        emit JobRequested(job, model, node, msg.sender, price);
    }

    /// @notice The result stays off chain; only its hash is here.
    function complete(uint256 job, bytes32 resultHash) external {
        Job storage asked = jobs[job];
        _own(asked.node);
        if (asked.isDone) revert NotAllowed(msg.sender);
        asked.isDone = true;
        token.safeTransfer(msg.sender, asked.price);
        emit JobCompleted(job, asked.model, msg.sender, asked.price, resultHash);
    }

    function _own(bytes32 node) private view returns (Node storage held) {
        held = nodes[node];
        if (held.operator != msg.sender) revert NotAllowed(msg.sender);
    }
}
